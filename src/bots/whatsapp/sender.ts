import type { BinaryNode, WAMessage, WASocket } from '@whiskeysockets/baileys';
import { asError } from '../../errors.js';
import type { Clock } from '../../models/clock.js';
import { ChannelError, type Outbound } from '../channel.js';
import type { Baileys } from './baileys.js';
import type { Identities } from './identity.js';
import { userOf } from './jid.js';
import { Lanes } from './lanes.js';
import { vendorId } from './message-id.js';
import { type Pacer, wait } from './pace.js';
import { render } from './render.js';
import type { Reports } from './reports.js';
import type { Restrictions } from './restrictions.js';
import type { Session } from './session.js';
import { within } from './within.js';

export interface SenderParts {
  baileys: Baileys;
  clock: Clock;
  pacer: Pacer;
  identities: Identities;
  reports: Reports;
  restrictions: Restrictions;
  session(): Session;
  queryTimeoutMs: number;
}

const SOON_MS = 15_000;
const UPLOAD_MS = 90_000;

/** Sends, one message of a chat after the other, and believes nothing but WhatsApp's own "ok". */
export class Sender {
  #lanes = new Lanes();

  constructor(readonly parts: SenderParts) {}

  /** Resolves when WhatsApp has acknowledged the message; throws `ChannelError` and nothing else. */
  async send(outbound: Outbound): Promise<{ externalId: string }> {
    try {
      return await this.#lanes.run(outbound.chatId, () => this.#send(outbound));
    } catch (error) {
      throw inOurWords(error);
    }
  }

  async #send(outbound: Outbound): Promise<{ externalId: string }> {
    const { pacer, identities, reports, restrictions } = this.parts;
    const content = render(outbound);
    const { quote } = outbound;
    this.parts.session();
    restrictions.check(outbound.chatId);
    const jid = await identities.addressOf(outbound.chatId);
    await pacer.admit();
    await this.#seemToType(jid);
    const session = this.parts.session();
    await Promise.race([this.#findDevices(session.sock, jid), session.gone]);
    const externalId = vendorId(outbound.id);
    reports.begin(externalId);
    try {
      const work = this.#relay(session.sock, { jid, content, externalId, quote });
      work.catch(() => undefined);
      const answer = await Promise.race([work, session.gone]);
      if (answer) throw this.#refusal(answer, outbound.chatId);
    } finally {
      reports.end(externalId);
    }
    return { externalId };
  }

  async #seemToType(jid: string): Promise<void> {
    const { sock } = this.parts.session();
    await sock.sendPresenceUpdate('composing', jid).catch(() => undefined);
    await wait(this.parts.clock, this.parts.pacer.typingMs());
  }

  /**
   * Without this look-up a timed-out one makes Baileys send an empty message and call it a success.
   * The result is cached for five minutes, and the send itself uses it.
   */
  async #findDevices(sock: WASocket, jid: string): Promise<void> {
    const { baileys } = this.parts;
    const own = jid.endsWith('@lid') ? sock.user?.lid : sock.user?.id;
    const asked = [jid, ...(own ? [baileys.jidNormalizedUser(own)] : [])];
    const devices = await sock.getUSyncDevices(asked, true, false);
    if (devices.some((device) => userOf(device.jid).split(':')[0] === userOf(jid))) return;
    const query = new baileys.USyncQuery()
      .withContext('message')
      .withDeviceProtocol()
      .withUser(new baileys.USyncUser().withId(jid));
    const answer = await sock.executeUSyncQuery(query);
    if (!answer) {
      throw new ChannelError('later', 'WhatsApp did not say to which devices to send.', SOON_MS);
    }
    throw new ChannelError('unreachable', 'This person has no WhatsApp any more.');
  }

  /** The code with which the server refused, or undefined when it accepted. */
  async #relay(
    sock: WASocket,
    message: {
      jid: string;
      content: ReturnType<typeof render>;
      externalId: string;
      quote: Outbound['quote'];
    },
  ): Promise<string | undefined> {
    const { jid, content, externalId, quote } = message;
    const heard = hear(sock, externalId);
    try {
      const options = {
        messageId: externalId,
        mediaUploadTimeoutMs: UPLOAD_MS,
        ...(quote ? { quoted: quoted(jid, quote) } : {}),
      };
      await sock.sendMessage(jid, content, options);
      const limit = { clock: this.parts.clock, ms: this.parts.queryTimeoutMs, late: unconfirmed };
      return (await within(limit, heard.answer)).attrs.error;
    } finally {
      heard.cancel();
    }
  }

  #refusal(code: string, chatId: string): ChannelError {
    if (code === '463') return this.parts.restrictions.refused(chatId);
    // 479: the list of devices or a session is out of date; 429 and 5xx: the server has trouble.
    if (/^(429|479|5\d\d)$/.test(code)) {
      return new ChannelError('later', `WhatsApp could not take the message (${code}).`, SOON_MS);
    }
    return new ChannelError('refused', `WhatsApp refused the message (${code}).`);
  }
}

/** What is answered, as WhatsApp wants it said again: its id, whose it is, its words. */
function quoted(jid: string, quote: NonNullable<Outbound['quote']>): WAMessage {
  return {
    key: { remoteJid: jid, id: quote.externalId, fromMe: quote.fromUs },
    message: { conversation: quote.text },
  };
}

/** Listens for the server's acknowledgement, or the phone's receipt, which says as much. */
function hear(sock: WASocket, id: string): { answer: Promise<BinaryNode>; cancel: () => void } {
  const event = `TAG:${id}`;
  let listener: ((node: BinaryNode) => void) | undefined;
  const answer = new Promise<BinaryNode>((resolve) => {
    listener = resolve;
    sock.ws.on(event, resolve);
  });
  return { answer, cancel: () => listener && sock.ws.off(event, listener) };
}

function unconfirmed(): never {
  throw new ChannelError('later', 'WhatsApp did not confirm the message.', SOON_MS);
}

/** Baileys rejects with Booms, strings and plain objects; none of their texts may leak. */
function inOurWords(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  const { message } = asError(error);
  if (/media upload failed/i.test(message)) {
    return new ChannelError('later', 'WhatsApp did not take the file.', SOON_MS);
  }
  return new ChannelError('later', 'The message could not be sent to WhatsApp.', SOON_MS);
}
