import type { Content } from '../../models/message.js';
import type { Inbound } from '../channel.js';
import { integer, list, number, object, present, text, type Wire } from './fields.js';
import { contentOf, fullName, messageIdOf, placeOf } from './parse-content.js';

/** Stands for an emoji that only Telegram has. */
const CUSTOM_EMOJI = '⭐';
/** A button whose value does not fit into Telegram's 64 bytes carries this and comes back as its label. */
export const BY_LABEL = '~';

/** A button that was pressed, with what is needed to answer it and to mark the choice. */
export interface Press {
  callbackId: string;
  chatId?: string;
  messageId?: number;
  /** The text of the message with the buttons. */
  text?: string;
  label?: string;
}

/** What an update means to us. */
export type Heard =
  | { kind: 'inbound'; inbound: Inbound; press?: Press; live?: true }
  /** The citizen stopped the bot, or let it write again. */
  | { kind: 'reach'; chatId: string; reachable: boolean }
  /** Somebody added the bot to a group or a channel. */
  | { kind: 'invited'; chatId: string }
  /** Nothing for us; a press still has to be answered. */
  | { kind: 'nothing'; why: string; press?: Press };

/** The updates to ask Telegram for: without the list it leaves reactions out. */
export const UPDATES_WANTED = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
] as const;

/** The number of an update; null when it has none, and then it is no update. */
export function updateIdOf(update: unknown): number | null {
  return integer(object(update)?.update_id) ?? null;
}

/** Reads an update of the Bot API. Never throws, whatever it is given. */
export function parse(update: unknown): Heard {
  const wire = object(update);
  const id = updateIdOf(update);
  if (!wire || id === null) return nothing('not an update');
  const message = object(wire.message);
  if (message) return parseMessage(message);
  const edited = object(wire.edited_message);
  if (edited) return parseEdit(edited, id);
  const press = object(wire.callback_query);
  if (press) return parsePress(press);
  const reaction = object(wire.message_reaction);
  if (reaction) return parseReaction(reaction, id);
  const member = object(wire.my_chat_member);
  return member ? parseMembership(member) : nothing('a kind of update we do not ask for');
}

function parseMessage(message: Wire): Heard {
  const chatId = privateChat(message.chat);
  if (chatId === null) return nothing('not a private chat');
  const externalId = messageIdOf(chatId, message);
  const content = contentOf(message);
  if (externalId === null || content === null) return nothing('a message that says nothing');
  const quoted = object(message.reply_to_message);
  const quotes = (quoted && messageIdOf(chatId, quoted)) ?? undefined;
  return inboundOf(message, { chatId, externalId, content, ...present({ quotes }) });
}

/** A live position moves by edits; everything else that is edited is words. */
function parseEdit(message: Wire, updateId: number): Heard {
  const chatId = privateChat(message.chat);
  const target = chatId === null ? null : messageIdOf(chatId, message);
  if (chatId === null || target === null) return nothing('not a private chat');
  const externalId = `edit:${target}:${updateId}`;
  const place = placeOf(message);
  if (place) return { ...inboundOf(message, { chatId, externalId, content: place }), live: true };
  const words = text(message.text) ?? text(message.caption);
  if (words === undefined) return nothing('an edit without words');
  return inboundOf(message, { chatId, externalId, content: { kind: 'edit', target, text: words } });
}

function parsePress(query: Wire): Heard {
  const callbackId = text(query.id);
  if (callbackId === undefined) return nothing('a press without an id');
  const message = object(query.message);
  const chatId = privateChat(message?.chat);
  const value = text(query.data);
  const label = message && value !== undefined ? labelOf(message, value) : undefined;
  const press: Press = {
    callbackId,
    ...present({
      chatId: chatId ?? undefined,
      messageId: integer(message?.message_id),
      text: text(message?.text),
      label,
    }),
  };
  if (chatId === null || value === undefined) return { ...nothing('a press elsewhere'), press };
  const content = choiceOf(value, label);
  const sender = senderOf(query.from);
  return {
    kind: 'inbound',
    inbound: { chatId, externalId: `cb:${callbackId}`, content, sender },
    press,
  };
}

function choiceOf(value: string, label: string | undefined): Content {
  if (!value.startsWith(BY_LABEL)) return { kind: 'choice', value, label: label ?? value };
  return label === undefined
    ? { kind: 'unsupported', what: 'a button that is too old' }
    : { kind: 'text', text: label };
}

/** What stands on the button that carries this value. */
function labelOf(message: Wire, value: string): string | undefined {
  const rows = list(object(message.reply_markup)?.inline_keyboard);
  const buttons = rows.flatMap((row) => list(row)).map(object);
  return text(buttons.find((button) => button?.callback_data === value)?.text);
}

function parseReaction(reaction: Wire, updateId: number): Heard {
  const chatId = privateChat(reaction.chat);
  const target = chatId === null ? null : messageIdOf(chatId, reaction);
  if (chatId === null || target === null) return nothing('not a private chat');
  const newest = object(list(reaction.new_reaction).at(-1));
  const emoji = newest ? (text(newest.emoji) ?? CUSTOM_EMOJI) : '';
  return inboundOf(
    { ...reaction, from: reaction.user },
    { chatId, externalId: `reaction:${updateId}`, content: { kind: 'reaction', target, emoji } },
  );
}

function parseMembership(change: Wire): Heard {
  const status = text(object(change.new_chat_member)?.status);
  const isIn = status === 'member' || status === 'administrator' || status === 'restricted';
  const chatId = privateChat(change.chat);
  if (chatId !== null) return { kind: 'reach', chatId, reachable: isIn };
  const elsewhere = integer(object(change.chat)?.id);
  if (elsewhere === undefined || !isIn) return nothing('left a group');
  return { kind: 'invited', chatId: String(elsewhere) };
}

function inboundOf(
  message: Wire,
  what: Pick<Inbound, 'chatId' | 'externalId' | 'content' | 'quotes'>,
): { kind: 'inbound'; inbound: Inbound } {
  const seconds = number(message.edit_date) ?? number(message.date);
  const vendorAt = seconds === undefined ? undefined : dateOf(seconds);
  const sender = { ...senderOf(message.from), ...ownPhone(message) };
  return { kind: 'inbound', inbound: { ...what, sender, ...present({ vendorAt }) } };
}

/** A date that a calendar knows, or nothing. */
function dateOf(seconds: number): Date | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function senderOf(from: unknown): Inbound['sender'] {
  const name = fullName(object(from) ?? {});
  return name === '' ? {} : { name };
}

/** A contact is the citizen's own number only when Telegram says that it is the sender's. */
function ownPhone(message: Wire): { phone?: string } {
  const contact = object(message.contact);
  const userId = integer(contact?.user_id);
  const isOwn = userId !== undefined && userId === integer(object(message.from)?.id);
  return isOwn ? present({ phone: text(contact?.phone_number) }) : {};
}

function privateChat(chat: unknown): string | null {
  const wire = object(chat);
  const id = integer(wire?.id);
  return wire?.type === 'private' && id !== undefined ? String(id) : null;
}

function nothing(why: string): Extract<Heard, { kind: 'nothing' }> {
  return { kind: 'nothing', why };
}
