import type { Clock } from '../models/clock.js';

interface Appointment {
  /** Milliseconds since 1970. */
  at: number;
  /** Keeps the order of appointments at the same moment. */
  order: number;
  run: () => void;
}

/** What has to happen later: a heap under a single timer, however many appointments there are. */
export class Agenda {
  #heap: Appointment[] = [];
  #order = 0;
  #armedFor = Number.POSITIVE_INFINITY;
  #cancel: () => void = () => {};

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.#heap.length;
  }

  /** Calls `run` at the moment `at` (milliseconds since 1970), or at the next turn when that is past. */
  add(at: number, run: () => void): void {
    this.#order += 1;
    this.#heap.push({ at, order: this.#order, run });
    this.#rise(this.#heap.length - 1);
    this.#arm();
  }

  /** Forgets everything. */
  clear(): void {
    this.#cancel();
    this.#heap = [];
    this.#armedFor = Number.POSITIVE_INFINITY;
  }

  #arm(): void {
    const next = this.#heap[0];
    const now = this.clock.now().getTime();
    // A timer that should have rung was delayed with the whole machine (a laptop that slept).
    const overslept = this.#armedFor < now;
    if (!next || (next.at >= this.#armedFor && !overslept)) return;
    this.#cancel();
    this.#armedFor = next.at;
    this.#cancel = this.clock.after(next.at - now, () => this.#ring());
  }

  /** A timer may fire early (very long waits are cut): only what is due runs, then it is armed again. */
  #ring(): void {
    this.#armedFor = Number.POSITIVE_INFINITY;
    const now = this.clock.now().getTime();
    const due: Appointment[] = [];
    for (let first = this.#heap[0]; first && first.at <= now; first = this.#heap[0]) {
      due.push(first);
      this.#takeFirst();
    }
    for (const appointment of due) appointment.run();
    this.#arm();
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const child = this.#earlierChild(index);
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #earlierChild(index: number): number {
    const left = 2 * index + 1;
    return isEarlier(this.#heap[left + 1], this.#heap[left]) ? left + 1 : left;
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    const a = this.#heap[lower];
    const b = this.#heap[upper];
    if (!a || !b || !isEarlier(a, b)) return false;
    this.#heap[upper] = a;
    this.#heap[lower] = b;
    return true;
  }
}

function isEarlier(a: Appointment | undefined, b: Appointment | undefined): boolean {
  if (!a || !b) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
