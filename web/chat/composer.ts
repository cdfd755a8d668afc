import { Attachment } from './attachment.js';
import { the } from './dom.js';
import { kindOf } from './files.js';
import { keep, kept } from './kept.js';
import type { Outbox } from './outbox.js';

/** Longest caption the server takes; a longer text follows as a message of its own. */
const LONGEST_CAPTION = 1_024;

/** The line to write in. What was typed and not sent survives a reload. */
export class Composer {
  readonly #text = the<HTMLTextAreaElement>('text');
  readonly #send = the<HTMLButtonElement>('send');
  readonly attachment: Attachment;

  constructor(
    readonly outbox: Pick<Outbox, 'add'>,
    say: (text: string) => void,
  ) {
    this.attachment = new Attachment(() => this.#look(), say);
    this.#text.value = kept('draft') ?? '';
    this.#text.addEventListener('input', () => this.#look());
    this.#text.addEventListener('keydown', (event) => this.#key(event));
    the('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    // Pressing the button must not take the keyboard away from somebody who goes on writing.
    this.#send.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#look();
  }

  focus(): void {
    this.#text.focus();
  }

  #key(event: KeyboardEvent): void {
    // On a touch keyboard Enter makes a line; a script that is being composed must not be cut.
    const isTouch = matchMedia('(pointer: coarse)').matches;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch) return;
    event.preventDefault();
    this.#submit();
  }

  #submit(): void {
    const text = this.#text.value.trim();
    const file = this.attachment.give();
    if (file) {
      const caption = text.length > 0 && text.length <= LONGEST_CAPTION ? { caption: text } : {};
      this.outbox.add({ kind: kindOf(file), ...caption }, file);
    }
    const isCaption = file !== undefined && text.length <= LONGEST_CAPTION;
    if (text && !isCaption) this.outbox.add({ kind: 'text', text });
    this.#text.value = '';
    this.#look();
  }

  #look(): void {
    const { value } = this.#text;
    keep('draft', value || null);
    this.#send.disabled = value.trim() === '' && !this.attachment.isThere;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}
