import { CATEGORIES, type TriageLanguage } from '../models/category.js';
import type { Triage } from '../models/triage.js';
import type { Message } from './corpus.js';

/** A share with what it is made of. */
export interface Share {
  hits: number;
  of: number;
  share: number;
}

/** What one model does on one set of messages. */
export interface Figures {
  messages: number;
  /** Emergencies that triage calls an emergency. */
  emergencyRecall: Share;
  /** Emergencies that raise an alarm, certain or suspected. */
  emergencyCaught: Share;
  /** Other messages called an emergency. */
  falseAlarms: Share;
  category: Share;
  categoryTop3: Share;
  categoryMacroF1: number;
  /** Messages whose category is answered, not asked. */
  answered: Share;
  answeredRight: Share;
  /** Expected calibration error of the category's confidence, ten bins. */
  calibrationError: number;
  urgency: Share;
  intent: Share;
  language: Share;
  categories: { category: string; precision: number; recall: number; f1: number; count: number }[];
  languages: { language: TriageLanguage; recall: Share; category: Share }[];
}

interface Pair {
  message: Message;
  triage: Triage;
}

/** Measures triage on labelled messages. */
export function measure(triage: (text: string) => Triage, messages: readonly Message[]): Figures {
  const pairs = messages.map((message): Pair => ({ message, triage: triage(message.text) }));
  const emergencies = pairs.filter(isEmergency);
  const answered = pairs.filter((pair) => !pair.triage.abstain);
  const categories = CATEGORIES.map((category) => ({ category, ...scoresOf(category, pairs) }));
  const languages = [...new Set(messages.map((message) => message.language))].toSorted();
  return {
    messages: messages.length,
    emergencyRecall: share(emergencies, (pair) => pair.triage.urgency === 'emergency'),
    emergencyCaught: share(emergencies, (pair) => pair.triage.alarm !== 'no'),
    falseAlarms: share(
      pairs.filter((pair) => !isEmergency(pair)),
      (pair) => pair.triage.urgency === 'emergency',
    ),
    category: share(pairs, isRight),
    categoryTop3: share(pairs, ({ message, triage: { categories: best } }) =>
      best.slice(0, 3).some((each) => each.category === message.category),
    ),
    categoryMacroF1: mean(categories.filter((each) => each.count > 0).map((each) => each.f1)),
    answered: share(pairs, (pair) => !pair.triage.abstain),
    answeredRight: share(answered, isRight),
    calibrationError: calibrationError(pairs),
    urgency: share(pairs, (pair) => pair.triage.urgency === pair.message.urgency),
    intent: share(pairs, (pair) => pair.triage.intent === pair.message.intent),
    language: share(pairs, (pair) => pair.triage.language === pair.message.language),
    categories,
    languages: languages.map((language) => {
      const own = pairs.filter((pair) => pair.message.language === language);
      return {
        language,
        recall: share(own.filter(isEmergency), (pair) => pair.triage.urgency === 'emergency'),
        category: share(own, isRight),
      };
    }),
  };
}

function isEmergency({ message }: Pair): boolean {
  return message.urgency === 'emergency';
}

function isRight({ message, triage }: Pair): boolean {
  return message.category === triage.category;
}

function share(pairs: readonly Pair[], hit: (pair: Pair) => boolean): Share {
  const hits = pairs.filter(hit).length;
  return { hits, of: pairs.length, share: pairs.length > 0 ? hits / pairs.length : 1 };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}

function scoresOf(
  category: string,
  pairs: readonly Pair[],
): Omit<Figures['categories'][0], 'category'> {
  const said = pairs.filter((pair) => pair.triage.category === category).length;
  const count = pairs.filter((pair) => pair.message.category === category).length;
  const both = pairs.filter((pair) => isRight(pair) && pair.message.category === category).length;
  const precision = said > 0 ? both / said : 0;
  const recall = count > 0 ? both / count : 0;
  const f1 = both > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1, count };
}

const BINS = 10;

function calibrationError(pairs: readonly Pair[]): number {
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const own = pairs.filter(
      ({ triage }) => Math.min(BINS - 1, Math.floor(triage.confidence * BINS)) === bin,
    );
    if (own.length === 0) continue;
    const confidence = mean(own.map((pair) => pair.triage.confidence));
    error += (Math.abs(share(own, isRight).share - confidence) * own.length) / pairs.length;
  }
  return error;
}
