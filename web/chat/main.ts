import { drawAnswers } from './answers.js';
import { organisation } from './api.js';
import { Composer } from './composer.js';
import { fill, the } from './dom.js';
import { keep, kept, keptNames } from './kept.js';
import { Line } from './line.js';
import { joinMenu } from './menu.js';
import { Outbox } from './outbox.js';
import { whereAmI } from './place.js';
import { canRecord } from './recorder.js';
import { Scroll } from './scroll.js';
import { speakOther, spoken, type TextKey, t } from './texts.js';
import { Thread } from './thread.js';

/** "is writing …" fades when nothing came of it. */
const TYPING_MS = 8_000;

let status: number | 'ok' = 'ok';
let notice = '';
let typingEnds: ReturnType<typeof setTimeout> | undefined;

const isOffline = (): boolean => !navigator.onLine || status === 0;
const outbox = new Outbox({
  changed(pending) {
    thread.showPending(pending);
    notice = '';
    scroll.toEnd();
    look();
  },
  kept(pending, file) {
    thread.markKept(pending, file);
    line.open();
    look();
  },
  line: heard,
});
const thread = new Thread(the('thread'), outbox, isOffline);
const scroll = new Scroll();
const composer = new Composer(outbox, say);
const line = new Line({
  cursor: () => thread.cursor,
  arrived(news) {
    typing(news.typing === true);
    const isNews = thread.take(news);
    look();
    if (isNews) scroll.arrived();
  },
  status: heard,
  startOver: () => thread.startOver(),
});

function heard(now: number | 'ok'): void {
  const wasOffline = isOffline();
  status = now;
  if (wasOffline !== isOffline()) for (const pending of outbox.all()) thread.showPending(pending);
  look();
}

/** Brings everything that depends on the state up to date. */
function look(): void {
  const isBusy = status === 429 || (typeof status === 'number' && status >= 500);
  const trouble = isOffline() ? t('noSignal') : isBusy ? t('busy') : notice;
  fill(the('line'), ...(trouble ? [trouble] : []));
  drawAnswers(thread, { outbox, share: () => void share() });
  scroll.follow();
}

/** Tells the citizen something that is no message; gone with the next thing they do. */
function say(text: string): void {
  notice = text;
  look();
}

function typing(isTyping: boolean): void {
  clearTimeout(typingEnds);
  the('typing').hidden = !isTyping;
  if (isTyping) typingEnds = setTimeout(() => typing(false), TYPING_MS);
}

async function share(): Promise<void> {
  say(t('locating'));
  try {
    outbox.add(await whereAmI());
    say('');
  } catch (why) {
    say(t(why as TextKey));
  }
}

/** On a phone that is lent or shared. The office keeps what was reported. */
function forget(): void {
  if (!confirm(t('forgetSure'))) return;
  line.close();
  for (const name of keptNames('')) if (name !== 'language') keep(name, null);
  location.reload();
}

function speak(): void {
  document.documentElement.lang = spoken();
  document.title = kept('organisation') ?? t('title');
  the('organisation').textContent = kept('organisation') ?? t('title');
  the('emergency').textContent = t('emergency');
  the('language').textContent = t('otherLanguage');
  the('language').lang = spoken() === 'id' ? 'en' : 'id';
  the('greeting').textContent = t('greeting');
  the('typing-words').textContent = t('typing');
  the<HTMLTextAreaElement>('text').placeholder = t('write');
  const labels = { language: 'language', text: 'message', send: 'send', more: 'more' } as const;
  const regions = {
    scroll: 'thread',
    thread: 'thread',
    choices: 'choices',
    newest: 'newest',
  } as const;
  for (const [id, key] of Object.entries({ ...labels, ...regions })) the(id).ariaLabel = t(key);
  look();
}

joinMenu(() => [
  [`📎 ${t('attach')}`, () => composer.attachment.choose()],
  ...(canRecord()
    ? [[`🎤 ${t('record')}`, () => void composer.attachment.listen()] as [string, () => void]]
    : []),
  [`📍 ${t('share')}`, () => void share()],
  ...(kept('token') ? [[`🗑 ${t('forget')}`, forget] as [string, () => void]] : []),
]);
the('language').addEventListener('click', () => {
  speakOther();
  thread.draw();
  speak();
});
const hurry = (): void => {
  status = 'ok';
  line.hurry();
  outbox.hurry();
  look();
};
addEventListener('online', hurry);
addEventListener('offline', look);
document.addEventListener('visibilitychange', () => {
  // A phone that slept may hold a line that is long dead.
  if (!document.hidden) hurry();
});
addEventListener('beforeunload', (event) => {
  if (outbox.holdsFiles) event.preventDefault();
});

thread.resume();
speak();
scroll.toEnd();
line.open();
void outbox.flush();
void organisation().then(
  (name) => {
    keep('organisation', name);
    speak();
  },
  () => heard(navigator.onLine ? status : 0),
);
