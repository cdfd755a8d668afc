import { button, fill, h, the } from './dom.js';
import { kindOf, smaller } from './files.js';
import { canRecord, record } from './recorder.js';
import { t } from './texts.js';

const LARGEST_BYTES = 16 * 1024 * 1024;

/** The file that waits above the composer, to be looked at before it is sent. */
export class Attachment {
  readonly #tray = the('tray');
  readonly #input = the<HTMLInputElement>('file');
  #file: Blob | undefined;

  constructor(
    readonly changed: () => void,
    readonly say: (text: string) => void,
  ) {
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files ?? [];
      this.#input.value = '';
      if (file) void this.#take(file);
    });
  }

  get isThere(): boolean {
    return this.#file !== undefined;
  }

  choose(): void {
    this.#input.click();
  }

  /** Hands the file over and empties the tray. */
  give(): Blob | undefined {
    const file = this.#file;
    this.#set(undefined);
    return file;
  }

  /** Records until "done" or "cancel". */
  async listen(): Promise<void> {
    if (!canRecord()) return this.say(t('microphone'));
    try {
      const recording = await record();
      const stop = button(t('stop'), () => recording.stop(true), { class: 'strong' });
      const cancel = button(t('cancel'), () => recording.stop(false));
      const seconds = h('span', { role: 'timer' }, `● ${t('recording')} 0:00`);
      const started = Date.now();
      const tick = setInterval(() => {
        const passed = Math.floor((Date.now() - started) / 1000);
        const minutes = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, '0')}`;
        seconds.textContent = `● ${t('recording')} ${minutes}`;
      }, 500);
      fill(this.#tray, seconds, cancel, stop);
      stop.focus();
      const voice = await recording.result;
      clearInterval(tick);
      this.#set(voice ?? undefined);
    } catch {
      this.say(t('microphone'));
    }
  }

  async #take(file: Blob): Promise<void> {
    const small = await smaller(file);
    if (small.size > LARGEST_BYTES) return this.say(t('tooLarge'));
    this.#set(small, file instanceof File ? file.name : '');
  }

  #set(file: Blob | undefined, name = ''): void {
    this.#file = file;
    if (!file) fill(this.#tray);
    else {
      const remove = button('✕', () => this.#set(undefined), { 'aria-label': t('remove') });
      fill(this.#tray, preview(file, name), remove);
    }
    this.changed();
  }
}

function preview(file: Blob, name: string): HTMLElement {
  const kind = kindOf(file);
  const src = URL.createObjectURL(file);
  if (kind === 'photo') return h('img', { src, alt: t('photo') });
  if (kind === 'audio') return h('audio', { src, controls: true, 'aria-label': t('audio') });
  return h('span', {}, `${t(kind)}: ${name}`);
}
