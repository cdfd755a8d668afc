import type { Triage } from '../../models/triage.js';
import type { Message, Parallel } from '../corpus.js';
import { invariances } from './invariances.js';
import { type Figures, measure, type Pair } from './measure.js';
import { type ParallelFigures, parallels } from './parallels.js';
import type { Share } from './shares.js';

/** Everything that is measured of a model but its speed. */
export interface Evaluation {
  figures: Figures;
  parallel: ParallelFigures;
  invariances: { change: string; kept: Share }[];
}

/** Measures a model; the same model and messages give the same figures. */
export function evaluate(
  triage: (text: string) => Triage,
  { messages, sentences }: { messages: readonly Pair['message'][]; sentences: readonly Parallel[] },
): Evaluation {
  return {
    figures: measure(triage, messages),
    parallel: parallels(triage, sentences),
    invariances: invariances(triage, messages satisfies readonly Message[]),
  };
}
