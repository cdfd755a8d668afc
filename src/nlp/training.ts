import { CATEGORIES } from '../models/category.js';
import type { Message } from './corpus.js';
import { decisionOf, fusionOf, type Held, temperaturesOf } from './deciding/calibrate.js';
import { BUCKETS, featuresOf } from './deciding/features.js';
import {
  dice,
  EPOCHS_WITH_TWINS,
  type Example,
  indexOf,
  type Learnt,
  learn,
  rawScores,
} from './deciding/learn.js';
import { type Head, type ModelFile, OUTPUTS, pack } from './deciding/model.js';
import { misspelt } from './deciding/noise.js';
import { signsOf } from './deciding/signs.js';
import { createSirenFeatures, loudness } from './deciding/siren.js';
import { learnSiren, quantisedSiren, type RawSiren, type Scene } from './deciding/siren-learn.js';
import { createTriageReader, dangerIn, knownShare } from './hearing.js';
import { UNHASHED, withText } from './reading/hash.js';
import type { Word } from './reading/word.js';

const SEED = 20_260_101;
const FOLDS = 3;
const SIREN_BYTES_A_LINE = 16_384;
/** These files hold traps beside emergencies; the rest is taken for everyday traffic. */
const TRAPS: readonly (string | undefined)[] = ['danger', 'regional', 'crisis', 'peril'];

/** A message to learn from; `file` tells where it stands. */
export type Taught = Message & { file?: string };

/** A text as the model and as the siren hear it. */
interface Seen {
  example: Example;
  scene: Scene;
}

interface Pupil {
  message: Taught;
  words: readonly Word[];
  own: Seen;
  noisy: Seen;
  grammar: number;
  fold: number;
}

/** Learns the artefact from messages. Pure and deterministic: same messages, same bytes. */
export function train(messages: readonly Taught[]): ModelFile {
  const pupils = pupilsOf(messages);
  const held = Array.from({ length: FOLDS }, (_, fold) => heldOut(pupils, fold)).flat();
  const temperature = temperaturesOf(held);
  const fusion = fusionOf(held, temperature.urgency);
  const all = pupils.flatMap(({ own, noisy }) => [own, noisy]);
  const examples = all.map(({ example }) => example);
  const learnt = learn(examples, SEED, EPOCHS_WITH_TWINS);
  const { scales, weights } = quantised(learnt);
  const lines = pack(weights);
  const siren = packedSiren(
    learnSiren(
      all.map(({ scene }) => scene),
      SEED,
    ),
    fusion,
  );
  return {
    version: `v2-${fingerprint([...lines, ...siren.weights].join(''))}`,
    corpus: corpusPrint(messages),
    temperature,
    decision: decisionOf(held, { temperature, fusion }),
    scales,
    bias: [...learnt.bias].map((each) => Number(each.toFixed(6))),
    vocabulary: byFirstLetter(vocabularyOf(pupils)),
    weights: lines,
    siren,
  };
}

/**
 * Reads every message, as it is and once more with slips of the keyboard, and parts them into folds:
 * within a file and category neighbours stay together, for they were written in one breath.
 */
function pupilsOf(messages: readonly Taught[]): Pupil[] {
  const read = createTriageReader();
  const roll = dice(SEED);
  const heard = createSirenFeatures();
  const groups = gathered(messages, ({ file, category }) => `${file} ${category}`);
  const met = new Map<string, number>();
  return messages.map((message): Pupil => {
    const answers = answersOf(message);
    const seen = (text: string): { words: Word[]; grammar: number; seen: Seen } => {
      const words = read(text);
      const danger = dangerIn(words);
      const signs = signsOf(text, { words, danger });
      const example = { features: featuresOf(words, signs), answers };
      const scene = { features: heard(words, signs), emergency: message.urgency === 'emergency' };
      const grammar = danger.category ? CATEGORIES.indexOf(danger.category) : -1;
      return { words, grammar, seen: { example, scene } };
    };
    const group = `${message.file} ${message.category}`;
    const place = met.get(group) ?? 0;
    met.set(group, place + 1);
    const { words, grammar, seen: own } = seen(message.text);
    const { seen: noisy } = seen(misspelt(message.text, roll));
    const fold = Math.floor((place * FOLDS) / (groups.get(group)?.length ?? 1));
    return { message, words, own, noisy, grammar, fold };
  });
}

/**
 * What a model that has not seen one fold says of it; composed messages are learnt from only, and
 * slips of the keyboard are left out: they cost half of the time and change nothing here.
 */
function heldOut(pupils: readonly Pupil[], fold: number): Held[] {
  const isAsked = (pupil: Pupil): boolean => pupil.fold === fold && !pupil.message.made;
  const taught = pupils.filter((pupil) => !isAsked(pupil));
  const learnt = learn(
    taught.map(({ own }) => own.example),
    SEED + fold,
  );
  const siren = learnSiren(
    taught.map(({ own }) => own.scene),
    SEED + fold,
  );
  const vocabulary = vocabularyOf(taught);
  return pupils.filter(isAsked).map(({ message, words, own, grammar }) => ({
    scores: rawScores(learnt, own.example.features),
    loud: loudness(siren, own.scene.features),
    answers: own.example.answers,
    known: knownShare(words, vocabulary),
    words: words.length,
    grammar,
    ordinary: !TRAPS.includes(message.file) && message.urgency !== 'high',
  }));
}

function vocabularyOf(pupils: readonly Pupil[]): Set<string> {
  const vocabulary = new Set<string>();
  for (const { words } of pupils) {
    for (const { word, stem } of words) vocabulary.add(word).add(stem);
  }
  return vocabulary;
}

function byFirstLetter(vocabulary: ReadonlySet<string>): string[] {
  const words = [...vocabulary].filter((word) => word !== '' && !/\s/.test(word)).toSorted();
  return [...gathered(words, (word) => word.charAt(0)).values()].map((own) => own.join(' '));
}

function gathered<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function answersOf(message: Message): Record<Head, number> {
  return {
    category: indexOf('category', message.category),
    urgency: indexOf('urgency', message.urgency),
    intent: indexOf('intent', message.intent),
  };
}

/** Weights as signed bytes; a column's scale is what its largest weight needs. */
function quantised(learnt: Learnt): { scales: number[]; weights: Int8Array } {
  const scales = Array.from({ length: OUTPUTS }, (_, column) => {
    let most = 0;
    for (let row = 0; row < BUCKETS; row++) {
      most = Math.max(most, Math.abs(learnt.weights[row * OUTPUTS + column] ?? 0));
    }
    return most / 127 || 1;
  });
  const weights = Int8Array.from(learnt.weights, (weight, cell) =>
    Math.round(weight / (scales[cell % OUTPUTS] ?? 1)),
  );
  return { scales, weights };
}

function packedSiren(raw: RawSiren, fusion: number[]): ModelFile['siren'] {
  const { scale, bias, weights } = quantisedSiren(raw);
  return {
    scale,
    bias: Number(bias.toFixed(6)),
    fusion,
    weights: pack(weights, SIREN_BYTES_A_LINE),
  };
}

/** What a model says of the messages it was learnt from; it changes whenever one of them does. */
export function corpusPrint(messages: readonly Taught[]): string {
  const print = messages.map(({ text, category, urgency, intent, language }) =>
    JSON.stringify([text, category, urgency, intent, language]),
  );
  return fingerprint(print.join('\n'));
}

function fingerprint(text: string): string {
  const hash = withText(UNHASHED, text);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
