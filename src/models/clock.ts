/** The time, handed in: pure rooms get a Date, everything that waits gets one of these. */
export interface Clock {
  now(): Date;
  /** Runs once after `ms`; the returned function cancels. Never keeps the process alive by itself. */
  after(ms: number, run: () => void): () => void;
}
