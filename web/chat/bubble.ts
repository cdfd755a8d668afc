import { h } from './dom.js';
import { mediaView } from './media.js';
import { mapAddress } from './place.js';
import { clockTime, t } from './texts.js';
import { type Content, isWritable, type Message, type Pending } from './types.js';

/** Links that officers and the bot send; a citizen's own words stay words. */
const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/;

/** A kept message as a bubble. */
export function keptBubble(message: Message, own?: Blob): HTMLElement {
  const { from, name, content, at, order } = message;
  const isMine = from === 'citizen';
  return h(
    'div',
    { class: `bubble ${isMine ? 'mine' : 'theirs'}` },
    h('b', { class: from === 'operator' ? 'name' : 'spoken' }, speaker(from, name)),
    body(content, { order, own, isMine }),
    h('small', {}, h('time', { datetime: at }, clockTime(at)), isMine ? ` ${t('kept')}` : ''),
  );
}

/** A message on its way; failed ones are tapped to try again. */
export function pendingBubble(
  pending: Pending,
  view: { isOffline: boolean; own: Blob | undefined; retry(): void },
): HTMLElement {
  const { content, at, state, problem } = pending;
  const shown: Content = isWritable(content)
    ? content
    : { ...content, media: { mediaId: null, mimeType: view.own?.type ?? '', bytes: 0 } };
  const words =
    state === 'failed' ? t(problem ?? 'failed') : t(view.isOffline ? 'waiting' : 'sending');
  const note =
    state === 'failed' ? h('button', { type: 'button', click: view.retry }, words) : words;
  return h(
    'div',
    { class: `bubble mine ${state}` },
    h('b', { class: 'spoken' }, t('you')),
    body(shown, { order: 0, own: view.own, isMine: true }),
    h('small', {}, h('time', { datetime: at }, clockTime(at)), ' ', note),
  );
}

function speaker(from: Message['from'], name: string | undefined): string {
  if (from === 'citizen') return t('you');
  return from === 'bot' ? 'Bot' : (name ?? t('officer'));
}

interface Where {
  order: number;
  own: Blob | undefined;
  isMine: boolean;
}

function body(content: Content, where: Where): HTMLElement {
  if (content.kind === 'text') return words(content.text, where.isMine);
  if (content.kind === 'choice') return words(content.label, true);
  if (content.kind === 'location') return pin(content);
  if (!('media' in content)) return words(t('unknown'), true);
  const { caption } = content;
  return h(
    'div',
    {},
    mediaView({ ...content, ...where }),
    caption ? words(caption, where.isMine) : null,
  );
}

function words(text: string, isPlain: boolean): HTMLElement {
  const parts = isPlain ? [text] : text.split(LINK);
  return h(
    'p',
    { dir: 'auto' },
    ...parts.map((part, index) => (index % 2 === 1 ? link(part) : part)),
  );
}

function link(href: string): HTMLElement {
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, href);
}

function pin(at: Extract<Content, { kind: 'location' }>): HTMLElement {
  const { latitude, longitude, name } = at;
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const props = { href: mapAddress(at), target: '_blank', rel: 'noopener noreferrer' };
  return h('p', {}, `📍 ${name ?? t('pin')} `, h('a', props, `${t('openMap')} (${point})`));
}
