import type { Evaluation } from './evaluation.js';

/** One promise: what is measured, and the figure it must not fall below (or rise above). */
export interface Floor {
  name: string;
  of: (evaluation: Evaluation) => number;
  atLeast?: number;
  atMost?: number;
}

/** CI fails beyond these; they stand a little below what was measured, and are named in the card. */
export const FLOORS: readonly Floor[] = [
  {
    name: 'Emergencies called one',
    of: ({ figures }) => figures.emergencyRecall.share,
    atLeast: 0.915,
  },
  {
    name: 'Emergencies that raise any alarm',
    of: ({ figures }) => figures.emergencyCaught.share,
    atLeast: 0.95,
  },
  {
    name: 'Everyday messages called an emergency',
    of: ({ figures }) => figures.ordinaryFalseAlarms.share,
    atMost: 0.02,
  },
  { name: 'Category right', of: ({ figures }) => figures.category.share, atLeast: 0.82 },
  { name: 'Category, macro F1', of: ({ figures }) => figures.categoryMacroF1, atLeast: 0.82 },
  {
    name: 'Category among the best three',
    of: ({ figures }) => figures.categoryTop3.share,
    atLeast: 0.95,
  },
  {
    name: 'Expected calibration error',
    of: ({ figures }) => figures.calibrationError,
    atMost: 0.04,
  },
  { name: 'Category answered', of: ({ figures }) => figures.answered.share, atLeast: 0.78 },
  { name: 'Of these, right', of: ({ figures }) => figures.answeredRight.share, atLeast: 0.87 },
  { name: 'Intent, macro F1', of: ({ figures }) => figures.intentMacroF1, atLeast: 0.84 },
  { name: 'Urgency right', of: ({ figures }) => figures.urgency.share, atLeast: 0.82 },
  {
    name: 'The same urgency in five languages',
    of: ({ parallel }) => parallel.sameUrgency.share,
    atLeast: 0.77,
  },
  {
    name: 'An emergency in all five languages or in none',
    of: ({ parallel }) => parallel.sameEmergency.share,
    atLeast: 0.85,
  },
  {
    name: 'Emergencies kept after the worst change of spelling',
    of: ({ invariances }) => Math.min(...invariances.map(({ kept }) => kept.share)),
    atLeast: 0.91,
  },
];

/** The floors that an evaluation has fallen through, in words. */
export function fallenThrough(evaluation: Evaluation): string[] {
  return FLOORS.flatMap(({ name, of, atLeast = 0, atMost = 1 }) => {
    const value = of(evaluation);
    if (value >= atLeast && value <= atMost) return [];
    return [`${name}: ${value.toFixed(3)} is not between ${atLeast} and ${atMost}`];
  });
}
