import type { LiveEvent } from '../../../src/handoff/contract.js';

/** A browser's live line (server-sent events). */
export class LiveLine {
  readonly events: LiveEvent[] = [];
  #stop = new AbortController();
  #over = false;
  #wake = (): void => {};
  #reading: Promise<void> = Promise.resolve();

  static async open(url: string, cookie: string): Promise<LiveLine> {
    const line = new LiveLine();
    const response = await fetch(url, { headers: { cookie }, signal: line.#stop.signal });
    if (response.status !== 200) throw new Error(`the live line answered ${response.status}`);
    line.#reading = line.#read(response);
    return line;
  }

  /** True once there are more than `seen` events; false when time or the line is over. */
  async more(seen: number, withinMs: number): Promise<boolean> {
    const end = Date.now() + withinMs;
    while (this.events.length <= seen && !this.#over && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, end - Date.now());
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.events.length > seen;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of response.body ?? []) {
        const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Cut by the house or by us: either way the line is over.
    } finally {
      this.#over = true;
      this.#wake();
    }
  }

  #take(block: string): void {
    if (block.includes('event: ping')) return;
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (data === undefined) return;
    this.events.push(JSON.parse(data) as LiveEvent);
    this.#wake();
  }
}
