/** A share with what it is made of. */
export interface Share {
  hits: number;
  of: number;
  share: number;
}

/** How well one label is told from the others. */
export interface LabelScores {
  label: string;
  precision: number;
  recall: number;
  f1: number;
  count: number;
}

export function shareOf<T>(items: readonly T[], hit: (item: T) => boolean): Share {
  const hits = items.filter(hit).length;
  return { hits, of: items.length, share: items.length > 0 ? hits / items.length : 1 };
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}

/** Bounds of the 95 % interval of a share, after Wilson (1927). */
export function intervalOf({ share, of: total }: Share): { low: number; high: number } {
  if (total === 0) return { low: 0, high: 1 };
  const z = 1.96;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

/** Precision, recall and F1 of every label, from pairs of the right and the given one. */
export function scoresOfLabels(
  labels: readonly string[],
  pairs: readonly { right: string; given: string }[],
): LabelScores[] {
  return labels.map((label) => {
    const said = pairs.filter(({ given }) => given === label).length;
    const count = pairs.filter(({ right }) => right === label).length;
    const both = pairs.filter(({ right, given }) => given === right && right === label).length;
    const precision = said > 0 ? both / said : 0;
    const recall = count > 0 ? both / count : 0;
    const f1 = both > 0 ? (2 * precision * recall) / (precision + recall) : 0;
    return { label, precision, recall, f1, count };
  });
}

/** The mean F1 of the labels that occur. */
export function macroF1(scores: readonly LabelScores[]): number {
  return mean(scores.filter(({ count }) => count > 0).map(({ f1 }) => f1));
}
