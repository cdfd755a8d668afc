import type { Buffer } from 'node:buffer';
import { generateMessageIDV2, type MediaType, proto } from '@whiskeysockets/baileys';
import { openFile, sealFile } from './media-crypto.js';
import { Phone, type Received, type SendOptions } from './phone.js';

/** A scripted citizen: everything a person does with WhatsApp, as one call each. */
export class Customer extends Phone {
  /** Keys of the files sent, by message id, for "upload it again". */
  readonly mediaKeys = new Map<string, Buffer>();

  say(text: string, options?: SendOptions): Promise<string> {
    return this.send({ extendedTextMessage: { text } }, options);
  }

  location(latitude: number, longitude: number, name?: string): Promise<string> {
    const locationMessage = {
      degreesLatitude: latitude,
      degreesLongitude: longitude,
      ...(name ? { name } : {}),
    };
    return this.send({ locationMessage });
  }

  async photo(data: Uint8Array, caption?: string, options?: SendOptions): Promise<string> {
    const file = await this.#upload(data, 'image');
    const imageMessage = { ...file, mimetype: 'image/jpeg', ...(caption ? { caption } : {}) };
    return this.#sendFile({ imageMessage }, file.mediaKey, options);
  }

  async voice(data: Uint8Array, durationSeconds = 3): Promise<string> {
    const file = await this.#upload(data, 'audio');
    const words = { mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: durationSeconds };
    return this.#sendFile({ audioMessage: { ...file, ...words } }, file.mediaKey);
  }

  edit(id: string, text: string): Promise<string> {
    const protocolMessage = {
      key: { id, fromMe: true, remoteJid: this.lidJid },
      type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT,
      editedMessage: { conversation: text },
    };
    return this.send({ editedMessage: { message: { protocolMessage } } });
  }

  /** Deletes for everybody. */
  revoke(id: string): Promise<string> {
    const type = proto.Message.ProtocolMessage.Type.REVOKE;
    return this.send({ protocolMessage: { type, key: { id, fromMe: true } } });
  }

  react(id: string, emoji: string): Promise<string> {
    return this.send({ reactionMessage: { key: { id, fromMe: false }, text: emoji } });
  }

  typing(on = true): void {
    const content = [{ tag: on ? 'composing' : 'paused', attrs: {} }];
    this.server.toDevices(this.account, {
      tag: 'chatstate',
      attrs: { from: this.from },
      content,
    });
  }

  read(id: string): void {
    this.receipt(id, 'read');
  }

  /** The bytes of a file that came with a message. */
  async open(received: Received): Promise<Buffer> {
    const { imageMessage, audioMessage, documentMessage, videoMessage } = received.message;
    const file = imageMessage ?? audioMessage ?? documentMessage ?? videoMessage;
    const type: MediaType = imageMessage
      ? 'image'
      : audioMessage
        ? 'audio'
        : documentMessage
          ? 'document'
          : 'video';
    const sealed = this.server.media.files.get(file?.directPath ?? '');
    if (!sealed || !file?.mediaKey) throw new Error('no such file');
    return openFile(sealed, file.mediaKey, type);
  }

  async #upload(data: Uint8Array, type: MediaType) {
    const { sealed, announcement } = await sealFile(data, type);
    this.server.media.keep(announcement.directPath, sealed);
    const url = `https://${this.server.media.host}${announcement.directPath}`;
    return { ...announcement, url };
  }

  async #sendFile(message: proto.IMessage, key: Buffer, options?: SendOptions): Promise<string> {
    const id = options?.id ?? generateMessageIDV2();
    this.mediaKeys.set(id, key);
    return this.send(message, { ...options, id });
  }
}
