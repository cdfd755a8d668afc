import { the } from './dom.js';

/** So near the end one reads along, in pixels. */
const NEAR = 120;

/** Keeps the newest in sight of who reads along, and leaves alone who reads back. */
export class Scroll {
  readonly #view = the('scroll');
  readonly #newest = the('newest');
  #isAtEnd = true;

  constructor() {
    // Reading back must work without a mouse.
    this.#view.tabIndex = 0;
    this.#view.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#view;
      this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
      if (this.#isAtEnd) this.#newest.hidden = true;
    });
    this.#newest.addEventListener('click', () => this.toEnd());
    // The phone's keyboard opens, a photo loads, buttons appear: the end stays the end.
    const sizes = new ResizeObserver(() => this.follow());
    for (const id of ['scroll', 'thread', 'choices']) sizes.observe(the(id));
  }

  toEnd(): void {
    this.#isAtEnd = true;
    this.#newest.hidden = true;
    this.follow();
  }

  follow(): void {
    if (this.#isAtEnd) this.#view.scrollTop = this.#view.scrollHeight;
  }

  /** Something came that may be out of sight. */
  arrived(): void {
    if (!this.#isAtEnd) this.#newest.hidden = false;
  }
}
