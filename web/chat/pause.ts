const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Pauses that grow with every failure, with dice: many pages must not come back at one moment. */
export class Pause {
  #failures = 0;
  #end: () => void = () => {};

  /** Waits after a failure: 1, 2, 4 … 30 seconds, each half to once and a half. */
  async afterFailure(): Promise<void> {
    const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    await this.for(ms * (0.5 + Math.random()));
  }

  /** Waits, unless cut short. */
  for(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Ends a wait now: the line may be back. */
  cut(): void {
    this.#failures = 0;
    this.#end();
  }
}
