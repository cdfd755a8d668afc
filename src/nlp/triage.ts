import {
  CATEGORIES,
  type Category,
  INTENTS,
  type Intent,
  type Urgency,
} from '../models/category.js';
import type { Reason, Triage } from '../models/triage.js';
import type { Danger } from './danger/danger.js';
import { alarmOf } from './deciding/alarm.js';
import { confidenceOf } from './deciding/decision.js';
import { columnsOf, type Head, type Model, scoresOf, softmax } from './deciding/model.js';
import { reasonsOf } from './deciding/reasons.js';
import { signsOf } from './deciding/signs.js';
import { createSirenFeatures, fused, loudness } from './deciding/siren.js';
import { createTriageReader, dangerIn, knownShare, knownWords } from './hearing.js';
import { languageOf } from './reading/language.js';

export { createTriageReader, dangerIn } from './hearing.js';

/** Below this share of known words nothing is settled. */
export const LEAST_KNOWN = 0.4;
/** So few words are an answer to a question or unclear, unless they name a hazard. */
const BRIEF = 2;
const LEAST_IN_BRIEF = 0.7;
/** Intents of which "low" may be said at all. */
const CALM: ReadonlySet<Intent> = new Set([
  'information',
  'suggestion',
  'status',
  'human',
  'smalltalk',
  'spam',
]);

/**
 * The door of the room: text → what it is about, how pressing, what is wanted, and why.
 * Pure, deterministic, never throws; of very long texts the beginning and the end are read.
 */
export function createTriage(model: Model): (text: string) => Triage {
  const read = createTriageReader();
  const heardBySiren = createSirenFeatures();
  return (text) => {
    const words = read(text);
    const danger = dangerIn(words);
    const signs = signsOf(text, { words, danger });
    const scores = scoresOf(model, { words, signs });
    const known = knownShare(words, model.vocabulary);
    const categories = categoriesOf(model, scores);
    const [best = { category: 'other' as const, p: 0 }, second] = categories;
    const intent = intentOf(model, scores);
    const heard = { words: words.length, known };
    const loud = loudness(model.siren, heardBySiren(words, signs));
    const p = fused(probabilities(model, scores, 'urgency'), loud, model.fusion);
    const inWords = { ...heard, known: knownWords(words, model.vocabulary) };
    const { alarm, ...urgency } = alarmOf({ danger, p }, inWords, model.decision.alarm);
    const calm = alarm === 'no';
    const confidence = confidenceOf(model.decision.confidence, {
      ...heard,
      best: [best.p, second?.p ?? 0],
      grammar: !danger.category ? 'none' : danger.category === best.category ? 'same' : 'other',
    });
    const reasons = reasonsOf({ text, words, danger, model, category: best.category, alarm });
    const unclear = calm && isUnclear({ words: words.length, best, intent, reasons });
    const unsure = confidence < model.decision.leastConfidence;
    const { abstain, settled } = doubts({ ...heard, calm, unsure, unclear, danger, intent });
    return {
      category: best.category,
      categories,
      urgency: calm ? gated(urgency.urgency, { intent, abstain, settled }) : urgency.urgency,
      urgencies: urgency.urgencies,
      intent: calm ? intent : 'report',
      alarm,
      confidence,
      abstain,
      reasons,
      language: languageOf(words, text),
      model: model.version,
    };
  };
}

function probabilities(model: Model, scores: Float64Array, head: Head): number[] {
  const { from, to } = columnsOf(head);
  return softmax(scores.subarray(from, to), model.temperature[head]);
}

function categoriesOf(model: Model, scores: Float64Array): { category: Category; p: number }[] {
  const p = probabilities(model, scores, 'category');
  return CATEGORIES.map((category, at) => ({ category, p: p[at] ?? 0 })).toSorted(
    (a, b) => b.p - a.p,
  );
}

function intentOf(model: Model, scores: Float64Array): Intent {
  const p = probabilities(model, scores, 'intent');
  return INTENTS[p.indexOf(Math.max(...p))] ?? 'report';
}

/** Whether the category is asked for, and whether anything is settled enough to be low or pressing. */
function doubts(heard: {
  words: number;
  known: number;
  calm: boolean;
  unsure: boolean;
  unclear: boolean;
  danger: Danger;
  intent: Intent;
}): { abstain: boolean; settled: boolean } {
  const { calm, unclear } = heard;
  const understood = heard.known >= LEAST_KNOWN;
  const brief = calm && heard.words <= BRIEF && heard.intent === 'report';
  return {
    abstain: heard.unsure || (calm && !understood) || heard.danger.bareCry || unclear,
    settled: understood && !unclear && !brief,
  };
}

/** A word or two that could be anything: a person or a question must say what they are about. */
function isUnclear({
  words,
  best,
  intent,
  reasons,
}: {
  words: number;
  best: { category: Category; p: number };
  intent: Intent;
  reasons: readonly Reason[];
}): boolean {
  if (words > BRIEF) return false;
  if (!reasons.some(({ rule }) => rule === 'model')) return true;
  return intent === 'report' && (best.category === 'other' || best.p < LEAST_IN_BRIEF);
}

/**
 * Nothing unknown becomes "low": only what is calm and understood may. Nor is a word or two, or
 * what nobody understands, pressing by the model's guess alone.
 */
function gated(
  urgency: Urgency,
  { intent, abstain, settled }: { intent: Intent; abstain: boolean; settled: boolean },
): Urgency {
  if (!settled) return 'normal';
  if (urgency !== 'low') return urgency;
  return CALM.has(intent) || !abstain ? 'low' : 'normal';
}
