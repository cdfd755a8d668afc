import { button, fill, the } from './dom.js';
import type { Outbox } from './outbox.js';
import { t } from './texts.js';
import type { Thread } from './thread.js';

/** The buttons that answer: the bot's choices, or the chips of a first visit. */
export function drawAnswers(
  thread: Pick<Thread, 'question' | 'isEmpty'>,
  parts: { outbox: Pick<Outbox, 'add'>; share(): void },
): void {
  const { outbox, share } = parts;
  the('welcome').hidden = !thread.isEmpty;
  fill(
    the('chips'),
    ...t('chips')
      .split('|')
      .map((text) => button(text, () => outbox.add({ kind: 'text', text }))),
  );
  const content = thread.question?.content;
  const asks = content?.kind === 'text' ? content : undefined;
  const buttons = (asks?.choices ?? []).map(({ value, label }) =>
    button(label, () => outbox.add({ kind: 'choice', value, label })),
  );
  if (asks?.ask === 'location') buttons.unshift(button(`📍 ${t('share')}`, share));
  fill(the('choices'), ...buttons);
}
