import { describe, expect, it } from '@jest/globals';
import { proto, type WAMessage } from '@whiskeysockets/baileys';
import fc from 'fast-check';
import { parse } from '../../../src/bots/whatsapp/parse.js';
import { readSource } from '../../../src/bots/whatsapp/source.js';

const KEY = { remoteJid: '1@lid', id: 'A1', fromMe: false };
const read = (message: proto.IMessage) => parse({ key: KEY, message });
/** As it comes off the wire: encoded and decoded. */
const wired = (message: proto.IMessage) =>
  read(proto.Message.decode(proto.Message.encode(proto.Message.fromObject(message)).finish()));

describe('parse', () => {
  it('unwraps disappearing, view-once and captioned messages', () => {
    const photo = {
      imageMessage: { caption: 'ini', mediaKey: Buffer.alloc(32, 1), url: 'https://x' },
    };
    const expected = { kind: 'photo', caption: 'ini' };
    expect(wired({ ephemeralMessage: { message: photo } })).toMatchObject(expected);
    expect(
      wired({ ephemeralMessage: { message: { viewOnceMessageV2: { message: photo } } } }),
    ).toMatchObject(expected);
    const documentMessage = {
      fileName: 'surat.pdf',
      mimetype: 'application/pdf',
      caption: 'surat',
    };
    expect(wired({ documentWithCaptionMessage: { message: { documentMessage } } })).toMatchObject({
      kind: 'document',
      caption: 'surat',
      media: { fileName: 'surat.pdf', mimeType: 'application/pdf', missing: 'failed' },
    });
  });

  it('reads taps on buttons and lists as words', () => {
    const lapor = { kind: 'text', text: 'Lapor' };
    expect(wired({ buttonsResponseMessage: { selectedDisplayText: 'Lapor' } })).toEqual(lapor);
    expect(wired({ templateButtonReplyMessage: { selectedDisplayText: 'Lapor' } })).toEqual(lapor);
    expect(wired({ listResponseMessage: { title: 'Lapor' } })).toEqual(lapor);
    expect(wired({ interactiveResponseMessage: { body: { text: 'Lapor' } } })).toEqual(lapor);
  });

  it('reads pins, and does not believe the middle of the ocean', () => {
    const pin = { degreesLatitude: -2.9, degreesLongitude: 104.7, accuracyInMeters: 12 };
    const place = { kind: 'location', latitude: -2.9, longitude: 104.7, accuracyMetres: 12 };
    expect(wired({ liveLocationMessage: pin })).toEqual(place);
    for (const wrong of [
      { degreesLatitude: 0, degreesLongitude: 0 },
      { degreesLatitude: 91, degreesLongitude: 1 },
      { degreesLatitude: Number.NaN, degreesLongitude: 1 },
    ]) {
      expect(read({ locationMessage: wrong })).toMatchObject({ kind: 'unsupported' });
    }
  });

  it('reads the first number of a contact', () => {
    const vcard = 'BEGIN:VCARD\nFN:Budi\nitem1.TEL;waid=62811:+62 811-22\nEND:VCARD';
    const budi = { kind: 'contact', name: 'Budi', phone: '+6281122' };
    const card = { displayName: 'Budi', vcard };
    expect(wired({ contactMessage: card })).toEqual(budi);
    expect(wired({ contactsArrayMessage: { contacts: [card] } })).toEqual(budi);
    expect(wired({ contactMessage: { displayName: 'Budi' } })).toMatchObject({
      kind: 'unsupported',
    });
  });

  it('names what it cannot read, and is silent about what nobody said', () => {
    expect(wired({ pollUpdateMessage: { pollCreationMessageKey: KEY } })).toEqual({
      kind: 'unsupported',
      what: 'poll update',
    });
    expect(wired({ groupInviteMessage: { groupName: 'x' } })).toMatchObject({
      what: 'group invite',
    });
    expect(wired({ protocolMessage: { type: 5 } })).toBeNull();
    expect(wired({ senderKeyDistributionMessage: { groupId: '1@g.us' } })).toBeNull();
    expect(wired({ messageContextInfo: {} })).toBeNull();
    expect(parse({ key: { ...KEY, isViewOnce: true } })).toMatchObject({
      what: 'view-once message',
    });
    expect(parse({ key: KEY })).toBeNull();
  });

  it('keeps what is needed to fetch a file, 64-bit length included', () => {
    const mediaKey = Buffer.alloc(32, 3);
    const file = {
      mediaKey,
      directPath: '/v/x',
      fileLength: 5_000_000_000,
      fileSha256: Buffer.from('s'),
    };
    const content = wired({ videoMessage: { ...file, mimetype: 'video/mp4', seconds: 9 } });
    expect(content).toMatchObject({ media: { bytes: 5_000_000_000, durationSeconds: 9 } });
    const source = content && 'media' in content ? content.media.source : undefined;
    expect(readSource(source)).toMatchObject({ kind: 'video', path: '/v/x', id: 'A1' });
  });

  it('never throws on hostile bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        let message: proto.IMessage;
        try {
          message = proto.Message.decode(bytes);
        } catch {
          return;
        }
        expect(() => read(message)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws on hostile values in any field', () => {
    const fields = Object.keys(proto.Message.prototype).filter((name) => name.endsWith('essage'));
    const inner = [
      'text',
      'caption',
      'key',
      'type',
      'message',
      'editedMessage',
      'mediaKey',
      'directPath',
      'url',
      'fileLength',
      'mimetype',
      'vcard',
      'contacts',
      'degreesLatitude',
      'degreesLongitude',
      'id',
    ];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.anything(),
        fc.dictionary(fc.constantFrom(...fields, ...inner, 'conversation'), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, (message) => {
        const content = parse({ key: KEY, message } as unknown as WAMessage);
        if (content?.kind === 'text') expect(typeof content.text).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  it('drops null bytes and survives ten thousand characters', () => {
    expect(read({ conversation: 'a\0b' })).toEqual({ kind: 'text', text: 'ab' });
    expect(read({ conversation: '🔥'.repeat(10_000) })).toMatchObject({ kind: 'text' });
  });
});
