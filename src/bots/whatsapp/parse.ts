import type { proto, WAMessage, WAMessageKey } from '@whiskeysockets/baileys';
import type { Content } from '../../models/message.js';
import { parseFile } from './parse-file.js';
import { degrees, plainText, whole } from './parse-values.js';

/** `proto.Message.ProtocolMessage.Type`, written out so that parsing does not load Baileys. */
const REVOKE = 0;
const MESSAGE_EDIT = 14;

/** Envelopes within envelopes: disappearing, view-once, captioned documents, edits, albums. */
const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'associatedChildMessage',
] as const;
const DEEPEST_WRAPPING = 6;
const LONGEST_ID = 128;

/**
 * What a WhatsApp message says, in our words. Null for what is no message of a person: key
 * exchange, settings, history. Never throws, whatever the sender put into it.
 */
export function parse(message: WAMessage): Content | null {
  const key = message.key;
  if (key?.isViewOnce && !message.message) {
    return { kind: 'unsupported', what: 'view-once message' };
  }
  const content = unwrap(message.message);
  if (!content || typeof content !== 'object') return null;
  for (const reader of READERS) {
    const read = reader(content, key);
    if (read !== undefined) return read;
  }
  return unknown(content);
}

type Reader = (message: proto.IMessage, key: WAMessageKey) => Content | null | undefined;

/** Asked in this order; undefined means "not mine". */
const READERS: Reader[] = [
  protocol,
  reaction,
  (message) => reply(message) ?? text(message),
  location,
  contact,
  (message, key) => parseFile(message, key) ?? undefined,
];

/** Id of the message that this one answers; undefined when it answers none. */
export function quotedBy(message: WAMessage): string | undefined {
  const content = unwrap(message.message);
  if (!content || typeof content !== 'object') return undefined;
  for (const field of Object.values(content)) {
    const id = plainText(contextOf(field)?.stanzaId);
    if (id) return id.slice(0, LONGEST_ID);
  }
  return undefined;
}

function contextOf(field: unknown): { stanzaId?: unknown } | null {
  if (typeof field !== 'object' || field === null || !('contextInfo' in field)) return null;
  return typeof field.contextInfo === 'object' ? field.contextInfo : null;
}

function unwrap(message: proto.IMessage | null | undefined): proto.IMessage | undefined {
  let inner = message ?? undefined;
  for (let depth = 0; inner && depth < DEEPEST_WRAPPING; depth++) {
    const wrapped: proto.IMessage = inner;
    const wrapper = WRAPPERS.find((name) => wrapped[name]?.message);
    if (!wrapper) break;
    inner = wrapped[wrapper]?.message ?? undefined;
  }
  return inner;
}

function protocol({ protocolMessage }: proto.IMessage): Content | null | undefined {
  if (!protocolMessage) return undefined;
  const target = plainText(protocolMessage.key?.id);
  if (!target) return null;
  const type: number = protocolMessage.type ?? REVOKE;
  // "Deleted for everybody": an edit to nothing; the store keeps the words first written.
  if (type === REVOKE) return { kind: 'edit', target, text: '' };
  if (type !== MESSAGE_EDIT) return null;
  const edited = unwrap(protocolMessage.editedMessage) ?? {};
  const words = text(edited);
  const caption = plainText(
    (edited.imageMessage ?? edited.videoMessage ?? edited.documentMessage)?.caption,
  );
  return { kind: 'edit', target, text: words?.kind === 'text' ? words.text : caption };
}

function reaction({ reactionMessage }: proto.IMessage): Content | null | undefined {
  if (!reactionMessage) return undefined;
  const target = plainText(reactionMessage.key?.id);
  return target ? { kind: 'reaction', target, emoji: plainText(reactionMessage.text) } : null;
}

function text({ conversation, extendedTextMessage }: proto.IMessage): Content | undefined {
  const words = plainText(conversation) || plainText(extendedTextMessage?.text);
  return words ? { kind: 'text', text: words } : undefined;
}

/** A tap on somebody's buttons or list is as good as its words. */
function reply(message: proto.IMessage): Content | undefined {
  const { listResponseMessage: list } = message;
  const words =
    plainText(message.buttonsResponseMessage?.selectedDisplayText) ||
    plainText(message.templateButtonReplyMessage?.selectedDisplayText) ||
    plainText(list?.title) ||
    plainText(list?.singleSelectReply?.selectedRowId) ||
    plainText(message.interactiveResponseMessage?.body?.text);
  return words ? { kind: 'text', text: words } : undefined;
}

function location(message: proto.IMessage): Content | undefined {
  const pin = message.locationMessage ?? message.liveLocationMessage;
  if (!pin) return undefined;
  const latitude = degrees(pin.degreesLatitude, 90);
  const longitude = degrees(pin.degreesLongitude, 180);
  // (0,0) is what clients send who have no position.
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) {
    return { kind: 'unsupported', what: 'location without coordinates' };
  }
  const accuracy = whole(pin.accuracyInMeters);
  const name = plainText(message.locationMessage?.name ?? message.liveLocationMessage?.caption);
  const address = plainText(message.locationMessage?.address);
  return {
    kind: 'location',
    latitude,
    longitude,
    ...(accuracy ? { accuracyMetres: accuracy } : {}),
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
  };
}

function contact(message: proto.IMessage): Content | undefined {
  const many = message.contactsArrayMessage?.contacts;
  const card = message.contactMessage ?? (Array.isArray(many) ? many[0] : undefined);
  if (!card) return undefined;
  const phone = phoneIn(plainText(card.vcard));
  if (!phone) return { kind: 'unsupported', what: 'contact without a number' };
  return { kind: 'contact', name: plainText(card.displayName) || phone, phone };
}

/** The first number on a vCard, in the sender's spelling without blanks. */
function phoneIn(vcard: string): string {
  const line = /^(?:item\d+\.)?TEL[^:\r\n]{0,200}:([^\r\n]{1,60})/im.exec(vcard.slice(0, 10_000));
  return (line?.[1] ?? '').replace(/[^\d+]/g, '');
}

/** Fields that carry no message of a person by themselves. */
const SILENT = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'encReactionMessage',
  'albumMessage',
  'conversation',
  'extendedTextMessage',
]);

function unknown(message: proto.IMessage): Content | null {
  const [name] =
    Object.entries(message).find(([field, value]) => !SILENT.has(field) && value != null) ?? [];
  if (!name) return null;
  const what = name.replace(/Message(V\d)?$/, '').replace(/([A-Z])/g, ' $1');
  return { kind: 'unsupported', what: what.toLowerCase().slice(0, 60) };
}
