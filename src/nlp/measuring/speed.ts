/** How long messages took, in milliseconds. */
export interface Speed {
  mean: number;
  p50: number;
  p99: number;
  slowest: { milliseconds: number; text: string }[];
}

/** Sums up what was timed; `times` and `texts` go together. */
export function speedOf(times: readonly number[], texts: readonly string[]): Speed {
  const order = times
    .map((milliseconds, at) => ({ milliseconds, text: texts[at] ?? '' }))
    .toSorted((a, b) => a.milliseconds - b.milliseconds);
  const at = (share: number): number =>
    order[Math.min(order.length - 1, Math.floor(order.length * share))]?.milliseconds ?? 0;
  return {
    mean: times.reduce((sum, each) => sum + each, 0) / Math.max(1, times.length),
    p50: at(0.5),
    p99: at(0.99),
    slowest: order.slice(-5).toReversed(),
  };
}
