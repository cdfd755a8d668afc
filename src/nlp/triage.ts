import {
  CATEGORIES,
  type Category,
  INTENTS,
  type Intent,
  type Urgency,
} from '../models/category.js';
import type { Triage } from '../models/triage.js';
import type { Danger } from './danger/danger.js';
import { judge } from './danger/judge.js';
import { DANGER, GROUPS } from './danger/lexicon.js';
import { alarmOf } from './deciding/alarm.js';
import { featuresOf } from './deciding/features.js';
import { columnsOf, type Head, type Model, scoresOf, softmax } from './deciding/model.js';
import { reasonsOf, tellingOfDanger } from './deciding/reasons.js';
import { intentPhrases } from './intent/signs.js';
import { createPhrases, wordsOf } from './phrases.js';
import { languageOf } from './reading/language.js';
import type { Word } from './reading/word.js';
import { createReader } from './reading/words.js';

/** Score added to the category of a live hazard: the grammar knows, the model helps. */
const CERTAIN_HAZARD = 3;
const SUSPECTED_HAZARD = 1.5;
/** Score added for each kind of sign of an intent. */
const SIGN = 1.2;
/** Below this confidence, or below this share of known words, triage asks. Chosen in docs/model-card.md. */
export const LEAST_CONFIDENCE = 0.45;
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

const dangerPhrases = createPhrases(DANGER, GROUPS);

/**
 * Misspelt words are repaired to words that raise an alarm, never to words that cancel one: a
 * market (`pasa`) must not become *pasca*, "after", and silence a fight.
 */
const VITAL = wordsOf(DANGER.filter((concept) => concept.kind !== 'cancel'));
const LISTED = wordsOf(DANGER);

/** The reader of triage, also used by training so that both see the same words. */
export function createTriageReader(vocabulary: Iterable<string>): (text: string) => Word[] {
  return createReader([...vocabulary, ...LISTED], VITAL);
}

/** What the grammar of danger alone says of words. */
export function dangerIn(words: readonly Word[]): Danger {
  return judge(words, dangerPhrases.find(words));
}

/**
 * The door of the room: text → what it is about, how pressing, what is wanted, and why.
 * Pure, deterministic, never throws; of very long texts the beginning and the end are read.
 */
export function createTriage(model: Model): (text: string) => Triage {
  const read = createTriageReader([]);
  return (text) => {
    const words = read(text);
    const danger = dangerIn(words);
    const scores = scoresOf(model, featuresOf(words));
    const known = knownShare(words, model);
    const guess = { read: words, danger, known };
    const category = categoriesOf(model, scores, guess);
    const intent = intentOf(model, scores, guess);
    const urgency = alarmOf(danger, probabilities(model, scores, 'urgency'), {
      words,
      known,
      intent,
      telling: () => tellingOfDanger(words, model).length > 0,
    });
    const calm = urgency.alarm === 'no';
    const best = category[0] ?? { category: 'other', p: 0 };
    const confidence = known < LEAST_KNOWN && calm ? Math.min(best.p, known) : best.p;
    const { alarm } = urgency;
    const reasons = reasonsOf({ text, words, danger, model, category: best.category, alarm });
    const brief = calm && words.length <= BRIEF;
    const unclear =
      brief && isUnclear({ best, intent, explained: reasons.some(({ rule }) => rule === 'model') });
    const abstain = confidence < LEAST_CONFIDENCE || danger.bareCry || unclear;
    const settled = known >= LEAST_KNOWN && !unclear && !(brief && intent === 'report');
    return {
      category: best.category,
      categories: category,
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

interface Guess {
  read: readonly Word[];
  danger: Danger;
  known: number;
}

/** Share of the words that training has seen, as they are or by their root. */
function knownShare(words: readonly Word[], model: Model): number {
  if (words.length === 0) return 0;
  const seen = words.filter(
    ({ word, stem }) =>
      model.vocabulary.has(word) || model.vocabulary.has(stem) || /^\d+$/.test(word),
  );
  return seen.length / words.length;
}

function probabilities(model: Model, scores: Float64Array, head: Head): number[] {
  const { from, to } = columnsOf(head);
  return softmax(scores.subarray(from, to), model.temperature[head]);
}

function categoriesOf(
  model: Model,
  scores: Float64Array,
  { danger }: Guess,
): { category: Category; p: number }[] {
  const { from, to } = columnsOf('category');
  const own = Float64Array.from(scores.subarray(from, to));
  if (danger.category) {
    const at = CATEGORIES.indexOf(danger.category);
    own[at] = (own[at] ?? 0) + (danger.alarm === 'certain' ? CERTAIN_HAZARD : SUSPECTED_HAZARD);
  }
  const p = softmax(own, model.temperature.category);
  return CATEGORIES.map((category, at) => ({ category, p: p[at] ?? 0 })).toSorted(
    (a, b) => b.p - a.p,
  );
}

function intentOf(model: Model, scores: Float64Array, { read }: Guess): Intent {
  const { from, to } = columnsOf('intent');
  const own = Float64Array.from(scores.subarray(from, to));
  for (const intent of new Set(intentPhrases.find(read).map((sign) => sign.concept.intent))) {
    const at = INTENTS.indexOf(intent);
    own[at] = (own[at] ?? 0) + SIGN;
  }
  const p = softmax(own, model.temperature.intent);
  return INTENTS[p.indexOf(Math.max(...p))] ?? 'report';
}

/** A word or two that could be anything: a person or a question must say what they are about. */
function isUnclear({
  best,
  intent,
  explained,
}: {
  best: { category: Category; p: number };
  intent: Intent;
  explained: boolean;
}): boolean {
  if (!explained) return true;
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
