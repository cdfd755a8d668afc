import { CATEGORIES, INTENTS, URGENCIES } from '../../models/category.js';
import type { Triage } from '../../models/triage.js';
import type { Message } from '../corpus.js';
import { type LabelScores, macroF1, mean, type Share, scoresOfLabels, shareOf } from './shares.js';

/** One part of the messages, by language, register or file. */
export interface PartFigures {
  part: string;
  messages: number;
  recall: Share;
  falseAlarms: Share;
  category: Share;
}

/** Messages whose confidence is alike. */
export interface Bin {
  confidence: number;
  right: Share;
}

/** What one model does on one set of messages. */
export interface Figures {
  messages: number;
  /** Emergencies that triage calls an emergency. */
  emergencyRecall: Share;
  /** Emergencies that raise an alarm, certain or suspected. */
  emergencyCaught: Share;
  /** Emergencies that triage is certain of. */
  emergencyCertain: Share;
  /** Other messages called an emergency; raising any alarm; and the same of everyday traffic alone. */
  falseAlarms: Share;
  suspicions: Share;
  ordinaryFalseAlarms: Share;
  ordinarySuspicions: Share;
  category: Share;
  categoryTop3: Share;
  categoryMacroF1: number;
  /** Messages whose category is answered, not asked. */
  answered: Share;
  answeredRight: Share;
  /** Expected calibration error of the category's confidence, ten bins. */
  calibrationError: number;
  bins: Bin[];
  urgency: Share;
  urgencyMacroF1: number;
  intent: Share;
  intentMacroF1: number;
  language: Share;
  categories: LabelScores[];
  urgencies: LabelScores[];
  intents: LabelScores[];
  /** Row: the right category; column: the given one; in the order of `CATEGORIES`. */
  confusion: number[][];
  languages: PartFigures[];
  registers: PartFigures[];
}

export interface Pair {
  message: Message & { file?: string };
  triage: Triage;
}

/** The evaluation file that holds everyday traffic; the other holds emergencies and their traps. */
const ORDINARY = 'ordinary';

/** Measures triage on labelled messages. */
export function measure(
  triage: (text: string) => Triage,
  messages: readonly Pair['message'][],
): Figures {
  const pairs = messages.map((message): Pair => ({ message, triage: triage(message.text) }));
  const emergencies = pairs.filter(isEmergency);
  const calm = pairs.filter((pair) => !isEmergency(pair));
  const ordinary = calm.filter(({ message }) => message.file === ORDINARY);
  return {
    messages: messages.length,
    emergencyRecall: shareOf(emergencies, isCalledEmergency),
    emergencyCaught: shareOf(emergencies, isAlarmed),
    emergencyCertain: shareOf(emergencies, (pair) => pair.triage.alarm === 'certain'),
    falseAlarms: shareOf(calm, isCalledEmergency),
    suspicions: shareOf(calm, isAlarmed),
    ordinaryFalseAlarms: shareOf(ordinary, isCalledEmergency),
    ordinarySuspicions: shareOf(ordinary, isAlarmed),
    ...categoryFigures(pairs),
    ...labelFigures(pairs),
    languages: partsOf(pairs, ({ language }) => language),
    registers: partsOf(pairs, ({ register }) => register ?? 'not noted'),
  };
}

function categoryFigures(pairs: readonly Pair[]) {
  const categories = scoresOfLabels(CATEGORIES, labelsOf(pairs, 'category'));
  const bins = binsOf(pairs);
  return {
    category: shareOf(pairs, isRight),
    categoryTop3: shareOf(pairs, ({ message, triage: { categories: best } }) =>
      best.slice(0, 3).some((each) => each.category === message.category),
    ),
    categoryMacroF1: macroF1(categories),
    answered: shareOf(pairs, (pair) => !pair.triage.abstain),
    answeredRight: shareOf(
      pairs.filter((pair) => !pair.triage.abstain),
      isRight,
    ),
    bins,
    calibrationError: bins.reduce(
      (sum, { confidence, right }) =>
        sum + (Math.abs(right.share - confidence) * right.of) / pairs.length,
      0,
    ),
    categories,
    confusion: CATEGORIES.map((right) =>
      CATEGORIES.map(
        (given) =>
          pairs.filter((pair) => pair.message.category === right && pair.triage.category === given)
            .length,
      ),
    ),
  };
}

function labelFigures(pairs: readonly Pair[]) {
  const urgencies = scoresOfLabels(URGENCIES, labelsOf(pairs, 'urgency'));
  const intents = scoresOfLabels(INTENTS, labelsOf(pairs, 'intent'));
  return {
    urgencies,
    urgency: shareOf(pairs, ({ message, triage }) => message.urgency === triage.urgency),
    urgencyMacroF1: macroF1(urgencies),
    intents,
    intent: shareOf(pairs, ({ message, triage }) => message.intent === triage.intent),
    intentMacroF1: macroF1(intents),
    language: shareOf(pairs, ({ message, triage }) => message.language === triage.language),
  };
}

function labelsOf(
  pairs: readonly Pair[],
  label: 'category' | 'urgency' | 'intent',
): { right: string; given: string }[] {
  return pairs.map(({ message, triage }) => ({ right: message[label], given: triage[label] }));
}

function partsOf(
  pairs: readonly Pair[],
  partOf: (message: Pair['message']) => string,
): PartFigures[] {
  const parts = [...new Set(pairs.map(({ message }) => partOf(message)))].toSorted();
  return parts.map((part) => {
    const own = pairs.filter(({ message }) => partOf(message) === part);
    return {
      part,
      messages: own.length,
      recall: shareOf(own.filter(isEmergency), isCalledEmergency),
      falseAlarms: shareOf(
        own.filter((pair) => !isEmergency(pair)),
        isCalledEmergency,
      ),
      category: shareOf(own, isRight),
    };
  });
}

const isEmergency = ({ message }: Pair): boolean => message.urgency === 'emergency';
const isCalledEmergency = ({ triage }: Pair): boolean => triage.urgency === 'emergency';
const isAlarmed = ({ triage }: Pair): boolean => triage.alarm !== 'no';
const isRight = ({ message, triage }: Pair): boolean => message.category === triage.category;

const BINS = 10;

function binsOf(pairs: readonly Pair[]): Bin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const own = pairs.filter(
      ({ triage }) => Math.min(BINS - 1, Math.floor(triage.confidence * BINS)) === bin,
    );
    return {
      confidence: mean(own.map(({ triage }) => triage.confidence)),
      right: shareOf(own, isRight),
    };
  });
}
