import type { Comparison, Figures, Stage } from '../../models/model-version.js';
import type { Triage } from '../../models/triage.js';
import type { Message, Parallel } from '../corpus.js';
import { type ModelFile, unpack } from '../deciding/model.js';
import { type Evaluation, evaluate } from '../measuring/evaluation.js';
import { type Taught, train } from '../training.js';
import { createTriage } from '../triage.js';

/** Under this name the corrections stand beside the files of the corpus. */
export const CORRECTIONS = 'corrections';

/** Everything that one training needs. */
export interface Lesson {
  /** Messages of the corpus, written and composed. */
  corpus: readonly Taught[];
  corrections: readonly Message[];
  evaluation: {
    messages: readonly (Message & { file?: string })[];
    sentences: readonly Parallel[];
  };
  /** The model in service. */
  current: ModelFile;
}

/** What a training brings: a model, and how it compares with the one in service. */
export interface Learnt {
  model: ModelFile;
  comparison: Comparison;
}

/** Corpus and corrections in one; a correction outweighs the same words in the corpus. */
export function taughtOf(corpus: readonly Taught[], corrections: readonly Message[]): Taught[] {
  const own = new Map(corrections.map((each) => [each.text, { ...each, file: CORRECTIONS }]));
  return [...corpus.filter(({ text }) => !own.has(text)), ...own.values()];
}

/** Trains, then measures the old model and the new one on the evaluation part. Takes minutes. */
export function teach(lesson: Lesson, tell: (stage: Stage) => void): Learnt {
  tell('learning');
  const model = train(taughtOf(lesson.corpus, lesson.corrections));
  tell('measuring-old');
  const before = measured(lesson.current, lesson.evaluation);
  tell('measuring-new');
  const after = measured(model, lesson.evaluation);
  return { model, comparison: { against: lesson.current.version, ...compare(before, after) } };
}

interface Measured {
  figures: Figures;
  /** What it said of every emergency, in order. */
  emergencies: { text: string; triage: Triage }[];
}

function measured(file: ModelFile, { messages, sentences }: Lesson['evaluation']): Measured {
  const triage = createTriage(unpack(file));
  const versions = sentences.flatMap(({ texts, urgency }) =>
    Object.values(texts).map((text) => ({ text, urgency })),
  );
  const emergencies = [...messages, ...versions]
    .filter(({ urgency }) => urgency === 'emergency')
    .map(({ text }) => ({ text, triage: triage(text) }));
  return { figures: figuresOf(evaluate(triage, { messages, sentences })), emergencies };
}

/** The figures by which two models are compared. */
export function figuresOf({ figures }: Pick<Evaluation, 'figures'>): Figures {
  return {
    messages: figures.messages,
    emergencies: figures.emergencyRecall.of,
    emergencyRecall: figures.emergencyRecall.share,
    emergencyCaught: figures.emergencyCaught.share,
    falseAlarms: figures.ordinaryFalseAlarms.share,
    category: figures.category.share,
    categoryTop3: figures.categoryTop3.share,
    categoryMacroF1: figures.categoryMacroF1,
    answered: figures.answered.share,
    answeredRight: figures.answeredRight.share,
    calibrationError: figures.calibrationError,
    urgency: figures.urgency.share,
    intentMacroF1: figures.intentMacroF1,
  };
}

/**
 * Two models side by side. `missed`: the old one raised an alarm, certain or suspected, and the new
 * one raises none. `weaker`: the old one called it an emergency, and the new one only suspects it.
 */
export function compare(before: Measured, after: Measured): Omit<Comparison, 'against'> {
  const now = new Map(after.emergencies.map(({ text, triage }) => [text, triage]));
  const pairs = before.emergencies.flatMap(({ text, triage: old }) => {
    const next = now.get(text);
    return next ? [{ text, old, next }] : [];
  });
  const missed = pairs.filter(({ old, next }) => isCaught(old) && !isCaught(next));
  const weaker = pairs.filter(
    ({ old, next }) =>
      old.urgency === 'emergency' && next.urgency !== 'emergency' && isCaught(next),
  );
  return {
    before: before.figures,
    after: after.figures,
    missed: missed.map(({ text }) => text),
    weaker: weaker.map(({ text }) => text),
  };
}

/** Put before people: called an emergency or suspected to be one. */
function isCaught({ alarm, urgency }: Triage): boolean {
  return alarm !== 'no' || urgency === 'emergency';
}
