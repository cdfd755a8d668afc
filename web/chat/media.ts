import { file } from './api.js';
import { button, h } from './dom.js';
import { size, t } from './texts.js';
import type { Media, MediaKind } from './types.js';

/** Photos up to this size are fetched unasked, unless the phone saves data. */
const UNASKED_BYTES = 300_000;
/** Where fetched files are, by media id, and where chosen ones are. */
const fetched = new Map<string, string>();
const chosen = new WeakMap<Blob, string>();

interface Shown {
  kind: MediaKind;
  media: Media;
  /** Place of its message in the thread; 0 while it is not known. */
  order: number;
  /** The file itself, when it was chosen on this page. */
  own?: Blob | undefined;
}

/** A file in a bubble: the thing itself, or a button that fetches it. */
export function mediaView(shown: Shown): HTMLElement {
  const box = h('div', { class: `media ${shown.kind}` });
  const { mediaId, bytes, width, height } = shown.media;
  if (isPicture(shown) && width && height) box.style.aspectRatio = `${width} / ${height}`;
  const known = shown.own ? addressOf(shown.own) : fetched.get(mediaId ?? '');
  if (known) box.append(player(shown, known));
  else if (!mediaId || shown.order === 0) box.append(t(mediaId ? shown.kind : 'missing'));
  else if (isPicture(shown) && bytes <= UNASKED_BYTES && !savesData()) void load(box, shown, false);
  else box.append(loadButton(box, shown, caption(shown)));
  return box;
}

function addressOf(blob: Blob): string {
  const address = chosen.get(blob) ?? URL.createObjectURL(blob);
  chosen.set(blob, address);
  return address;
}

const isPicture = ({ kind }: Shown) => kind === 'photo' || kind === 'sticker';

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

function caption({ kind, media }: Shown): string {
  const verb = t(kind === 'document' ? 'download' : 'load');
  return `${verb}: ${media.fileName ?? t(kind)} (${size(media.bytes)})`;
}

function loadButton(box: HTMLElement, shown: Shown, text: string): HTMLElement {
  return button(text, () => void load(box, shown, true), { class: 'load' });
}

async function load(box: HTMLElement, shown: Shown, isAsked: boolean): Promise<void> {
  const { mediaId } = shown.media;
  if (!mediaId) return;
  box.replaceChildren('…');
  try {
    const address = URL.createObjectURL(await file(mediaId, shown.order));
    fetched.set(mediaId, address);
    const view = player(shown, address);
    box.replaceChildren(view);
    if (isAsked && shown.kind === 'document') view.click();
    else if (isAsked) view.focus();
  } catch {
    box.replaceChildren(loadButton(box, shown, t('gone')));
  }
}

function player({ kind, media }: Shown, src: string): HTMLElement {
  if (kind === 'photo' || kind === 'sticker') {
    return h('a', { href: src, target: '_blank' }, h('img', { src, alt: t(kind) }));
  }
  if (kind === 'video') return h('video', { src, controls: true, playsinline: true });
  if (kind === 'audio') return h('audio', { src, controls: true, 'aria-label': t('audio') });
  const download = media.fileName ?? 'sahut.pdf';
  return h('a', { href: src, download, class: 'load' }, `${t('download')}: ${download}`);
}
