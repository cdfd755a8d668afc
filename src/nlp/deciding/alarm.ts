import { type Intent, URGENCIES, type Urgency } from '../../models/category.js';
import type { Alarm } from '../../models/triage.js';
import type { Danger } from '../danger/danger.js';
import type { Word } from '../reading/word.js';

/**
 * Where the grammar is silent the model alone suspects from here on; a missed emergency costs 100
 * false alarms. In a few words it must be surer, and in fewer it says nothing: "rumah saya" is an
 * answer to a question.
 */
export const MODEL_SUSPECTS = 0.7;
export const MODEL_SUSPECTS_IN_BRIEF = 0.9;
export const FEWEST_WORDS = 4;
const FEW_WORDS = 5;
/** A suspicion of the grammar stays one unless the model thinks it this unlikely. */
export const MODEL_DOUBTS = 0.04;
/** A suspicion is called an emergency from here on, otherwise it is "high" and asked about. */
export const SUSPICION_IS_EMERGENCY = 0.3;
/** A certain hazard in a long, calm text that the model finds this unlikely is only suspected. */
export const MODEL_OBJECTS = 0.02;
const LONG = 15;
const LEAST_KNOWN = 0.5;

const CERTAIN = 0.9;
const SUSPECTED = 0.5;
const CALM = 0.3;

interface Heard {
  words: readonly Word[];
  /** Share of the words that training has seen. */
  known: number;
  intent: Intent;
  /** True when some word can be named that speaks of an emergency. */
  telling: () => boolean;
}

/** Joins the grammar's verdict with the model's probabilities. `p` follows `URGENCIES`. */
export function alarmOf(
  danger: Danger,
  p: readonly number[],
  heard: Heard,
): { alarm: Alarm; urgency: Urgency; urgencies: Record<Urgency, number> } {
  const emergency = p[0] ?? 0;
  const alarm = joined(danger, emergency, heard);
  const raised =
    alarm === 'certain'
      ? Math.max(CERTAIN, emergency)
      : alarm === 'suspected'
        ? Math.max(SUSPECTED, emergency)
        : Math.min(CALM, emergency);
  const rest = p.slice(1).reduce((sum, each) => sum + each, 0) || 1;
  const urgencies: Record<Urgency, number> = { emergency: raised, high: 0, normal: 0, low: 0 };
  for (const [at, urgency] of URGENCIES.entries()) {
    if (at > 0) urgencies[urgency] = ((p[at] ?? 0) / rest) * (1 - raised);
  }
  if (alarm === 'certain') return { alarm, urgency: 'emergency', urgencies };
  if (alarm === 'suspected') {
    const pressing = danger.bareCry || emergency >= SUSPICION_IS_EMERGENCY;
    return { alarm, urgency: pressing ? 'emergency' : 'high', urgencies };
  }
  const calm = URGENCIES.slice(1).toSorted((a, b) => urgencies[b] - urgencies[a])[0];
  return { alarm, urgency: calm ?? 'normal', urgencies };
}

function joined(danger: Danger, emergency: number, heard: Heard): Alarm {
  const { length } = heard.words;
  if (danger.bareCry) return danger.alarm;
  if (danger.alarm === 'certain') {
    return length >= LONG && emergency < MODEL_OBJECTS ? 'suspected' : 'certain';
  }
  if (danger.alarm === 'suspected') {
    return emergency < MODEL_DOUBTS && length > 5 ? 'no' : 'suspected';
  }
  return !danger.cancelled && modelSuspects(emergency, heard) ? 'suspected' : 'no';
}

function modelSuspects(emergency: number, { words, known, intent, telling }: Heard): boolean {
  if (words.length < FEWEST_WORDS || known < LEAST_KNOWN || intent !== 'report') return false;
  const least = words.length <= FEW_WORDS ? MODEL_SUSPECTS_IN_BRIEF : MODEL_SUSPECTS;
  return emergency >= least && telling();
}
