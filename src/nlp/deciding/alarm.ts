import { URGENCIES, type Urgency } from '../../models/category.js';
import type { Alarm } from '../../models/triage.js';
import type { Danger } from '../danger/danger.js';
import type { Decision } from './decision.js';

/** In so few words the model has little to go by: the grammar, which knows the word, decides. */
const BRIEF = 6;
/**
 * Where the grammar is silent the model must be surer in so few words, and says nothing in fewer:
 * "rumah saya" is an answer.
 */
const FEW_WORDS = 3;
const SURE_IN_FEW = 0.9;
/** And it must have seen the words before. */
const LEAST_KNOWN = 0.5;
const WELL_KNOWN = 0.7;

interface Heard {
  words: number;
  /** Share of the words that training has seen; numbers, which anything may have, do not count. */
  known: number;
}

/**
 * One decision from two witnesses: `p` (as `URGENCIES`) is the model's, which has heard the grammar's
 * verdict among its signs; in brief messages the grammar's word stands by itself.
 */
export function alarmOf(
  { danger, p }: { danger: Danger; p: readonly number[] },
  heard: Heard,
  thresholds: Decision['alarm'],
): { alarm: Alarm; urgency: Urgency; urgencies: Record<Urgency, number> } {
  const emergency = p[0] ?? 0;
  const pressing = isPressing({ danger, emergency }, heard, thresholds);
  const alarm = pressing
    ? isCertain({ danger, emergency }, heard, thresholds)
      ? 'certain'
      : 'suspected'
    : isSuspected({ danger, emergency }, heard, thresholds)
      ? 'suspected'
      : 'no';
  const urgencies = sharedOut(
    p,
    alarm === 'no' ? emergency : Math.max(emergency, pressing ? 0.5 : 0),
  );
  if (pressing) return { alarm, urgency: 'emergency', urgencies };
  if (alarm === 'suspected') return { alarm, urgency: 'high', urgencies };
  const calm = URGENCIES.slice(1).toSorted((a, b) => urgencies[b] - urgencies[a])[0];
  return { alarm, urgency: calm ?? 'normal', urgencies };
}

interface Witnesses {
  danger: Danger;
  emergency: number;
}

function isPressing(
  { danger, emergency }: Witnesses,
  heard: Heard,
  thresholds: Decision['alarm'],
): boolean {
  if (danger.bareCry) return true;
  if (danger.alarm === 'certain' && heard.words <= BRIEF) return true;
  if (emergency < thresholds.emergency) return false;
  return danger.alarm !== 'no' || mayAlone({ danger, emergency }, heard, thresholds);
}

/** Whether the model may raise an alarm where the grammar does not. */
function mayAlone(
  { danger, emergency }: Witnesses,
  { words, known }: Heard,
  thresholds: Decision['alarm'],
): boolean {
  if (known < LEAST_KNOWN || words < FEW_WORDS) return false;
  if (words === FEW_WORDS) return emergency >= SURE_IN_FEW;
  // "belakang rumah saya nomor 7" is an answer too: of brief or strange words a mere suspicion is
  // no reason to ask.
  const vague = words <= BRIEF || known < WELL_KNOWN;
  if (vague && emergency < thresholds.emergency) return false;
  return !(danger.cancelled && words <= BRIEF) || emergency >= thresholds.certain;
}

function isCertain(
  { danger, emergency }: Witnesses,
  { words, known }: Heard,
  thresholds: Decision['alarm'],
): boolean {
  if (danger.bareCry) return danger.alarm === 'certain';
  if (danger.alarm === 'certain') return true;
  return words > FEW_WORDS && known >= LEAST_KNOWN && emergency >= thresholds.certain;
}

function isSuspected(
  { danger, emergency }: Witnesses,
  heard: Heard,
  thresholds: Decision['alarm'],
): boolean {
  if (danger.alarm !== 'no' && heard.words <= BRIEF) return true;
  if (emergency < thresholds.suspected) return false;
  return danger.alarm !== 'no' || mayAlone({ danger, emergency }, heard, thresholds);
}

/** The probabilities with that of an emergency set, the others keeping their proportions. */
function sharedOut(p: readonly number[], emergency: number): Record<Urgency, number> {
  const rest = p.slice(1).reduce((sum, each) => sum + each, 0) || 1;
  const urgencies: Record<Urgency, number> = { emergency, high: 0, normal: 0, low: 0 };
  for (const [at, urgency] of URGENCIES.entries()) {
    if (at > 0) urgencies[urgency] = ((p[at] ?? 0) / rest) * (1 - emergency);
  }
  return urgencies;
}
