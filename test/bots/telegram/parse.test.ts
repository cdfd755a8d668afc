import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse, updateIdOf } from '../../../src/bots/telegram/parse.js';

const WORDS = [
  'update_id message edited_message callback_query message_reaction my_chat_member chat id type',
  'text caption photo voice video location venue contact sticker document file_id file_size date',
  'message_id from first_name data reply_markup inline_keyboard new_reaction new_chat_member',
].flatMap((line) => line.split(' '));

/** Objects that look like updates and are wrong somewhere. */
const { wire } = fc.letrec<{ wire: unknown }>((tie) => ({
  wire: fc.oneof(
    { depthSize: 'medium', maxDepth: 6 },
    fc.constantFrom<unknown>(
      'private',
      'group',
      '',
      0,
      -1,
      1e308,
      Number.NaN,
      null,
      true,
      '\u0000',
    ),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('wire'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...WORDS), tie('wire'), { maxKeys: 8 }),
  ),
}));

const chat = fc.constant({ id: 5, type: 'private' });
const message = fc
  .tuple(chat, fc.dictionary(fc.constantFrom(...WORDS), wire))
  .map(([in_, rest]) => ({
    ...rest,
    chat: in_,
    message_id: 3,
  }));
const update = fc.record({
  update_id: fc.nat(),
  [String('message')]: message,
});

describe('parse', () => {
  it('survives anything', () => {
    fc.assert(
      fc.property(fc.oneof(wire, fc.anything(), fc.jsonValue()), (anything) => {
        expect(['inbound', 'reach', 'invited', 'nothing']).toContain(parse(anything).kind);
        updateIdOf(anything);
      }),
      { numRuns: 2000 },
    );
  });

  it('survives messages with any content, and hands on only sound ones', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          update,
          update.map(({ message: edited_message, ...rest }) => ({ ...rest, edited_message })),
          update.map(({ message: inner, ...rest }) => ({
            ...rest,
            callback_query: { id: 'c', message: inner, data: 'd' },
          })),
        ),
        (hostile) => {
          const heard = parse(hostile);
          if (heard.kind !== 'inbound') return;
          expect(heard.inbound.chatId).toBe('5');
          expect(heard.inbound.externalId).toMatch(/^(5:3|edit:5:3:\d+|cb:c)$/);
          expect(Number.isNaN(heard.inbound.vendorAt?.getTime())).toBe(false);
          const { content } = heard.inbound;
          if (content.kind === 'text') expect(typeof content.text).toBe('string');
          if ('media' in content) expect(Number.isFinite(content.media.bytes)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps ten thousand characters, emoji storms and right-to-left text as they are', () => {
    for (const text of ['x'.repeat(10_000), '🤯'.repeat(2000), 'مرحبا \u202Eabc', 'a\u0000b']) {
      const heard = parse({
        update_id: 1,
        message: { chat: { id: 5, type: 'private' }, message_id: 3, text },
      });
      expect(heard).toMatchObject({ inbound: { content: { kind: 'text', text } } });
    }
  });

  it('answers presses that come from elsewhere, but does not believe them', () => {
    const press = {
      id: '9',
      data: 'x',
      message: { chat: { id: -5, type: 'group' }, message_id: 1 },
    };
    expect(parse({ update_id: 1, callback_query: press })).toMatchObject({
      kind: 'nothing',
      press: { callbackId: '9' },
    });
  });

  it('takes a pin off the globe for no pin', () => {
    const place = {
      chat: { id: 5, type: 'private' },
      message_id: 3,
      location: { latitude: 91, longitude: 0 },
    };
    expect(parse({ update_id: 1, message: place }).kind).toBe('nothing');
  });
});
