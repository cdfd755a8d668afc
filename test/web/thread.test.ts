import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeMessages, type Pending, stillPending } from '../../web/src/data/thread.js';
import type { MessageView } from '../../web/src/data/types.js';

const ME = 'op1';

function message(order: number, text: string, change: Partial<MessageView> = {}): MessageView {
  return {
    id: `m${order}`,
    conversationId: 'c',
    direction: 'out',
    author: { kind: 'operator', operatorId: ME, name: 'Sari' },
    content: { kind: 'text', text },
    order,
    changed: order,
    at: '2026-03-01T00:00:00.000Z',
    ...change,
  };
}

function waiting(clientId: string, text: string, change: Partial<Pending> = {}): Pending {
  return {
    clientId,
    conversationId: 'c',
    by: ME,
    as: 'reply',
    text,
    at: '2026-03-01T00:00:00.000Z',
    after: 5,
    state: 'sending',
    ...change,
  };
}

describe('merging messages', () => {
  const states = fc.uniqueArray(fc.record({ order: fc.nat(12), changed: fc.nat(60) }), {
    maxLength: 30,
    selector: ({ changed }) => changed,
  });

  it('is idempotent and does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(states, fc.nat(30), (all, cut) => {
        const list = all.map(({ order, changed }) => message(order, `${changed}`, { changed }));
        const forwards = mergeMessages([], list);
        const backwards = mergeMessages(mergeMessages([], list.slice(cut)), list.slice(0, cut));
        expect(backwards).toEqual(forwards);
        expect(mergeMessages(forwards, list)).toEqual(forwards);
      }),
    );
  });

  it('keeps the newest state of each, in order', () => {
    const merged = mergeMessages(
      [message(2, 'two'), message(1, 'one', { changed: 9 })],
      [message(1, 'late', { changed: 3 }), message(3, 'three')],
    );
    expect(merged.map(({ content }) => 'text' in content && content.text)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });
});

describe('what is still on its way', () => {
  it('hides a pending message as soon as the live line shows it', () => {
    expect(stillPending([waiting('x', 'halo')], [message(6, 'halo')], ME)).toEqual([]);
  });

  it('recognises the same words only once for each time they were sent', () => {
    const pending = [waiting('x', 'ya'), waiting('y', 'ya')];
    expect(stillPending(pending, [message(6, 'ya')], ME).map(({ clientId }) => clientId)).toEqual([
      'y',
    ]);
  });

  it.each([
    ['an older message', message(5, 'halo')],
    [
      'a colleague',
      message(6, 'halo', { author: { kind: 'operator', operatorId: 'op2', name: 'B' } }),
    ],
    ['the citizen', message(6, 'halo', { direction: 'in', author: { kind: 'citizen' } })],
    ['a note', message(6, 'halo', { direction: 'note' })],
    ['other words', message(6, 'halo!')],
  ])('does not take %s for it', (_, other) => {
    expect(stillPending([waiting('x', 'halo')], [other], ME)).toHaveLength(1);
  });

  it('tells files with the same caption apart', () => {
    const photo = (mediaId: string): MessageView['content'] => ({
      kind: 'photo',
      media: { mediaId, mimeType: 'image/png', bytes: 1 },
      caption: 'peta',
    });
    const pending = [
      waiting('x', 'peta', { media: { mediaId: 'f1', mimeType: 'image/png', name: 'a' } }),
    ];
    expect(stillPending(pending, [message(6, '', { content: photo('f2') })], ME)).toHaveLength(1);
    expect(stillPending(pending, [message(6, '', { content: photo('f1') })], ME)).toHaveLength(0);
  });
});
