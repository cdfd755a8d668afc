import type { Message } from './corpus.js';
import { BUCKETS, featuresOf } from './deciding/features.js';
import {
  dice,
  type Example,
  indexOf,
  type Learnt,
  learn,
  rawScores,
  shuffled,
  temperatureOf,
} from './deciding/learn.js';
import { HEAD_NAMES, type Head, type ModelFile, OUTPUTS, pack } from './deciding/model.js';
import { misspelt } from './deciding/noise.js';
import { createTriageReader } from './triage.js';

const SEED = 20_260_101;
const FOLDS = 5;

/** Learns the artefact from messages. Pure and deterministic: same messages, same bytes. */
export function train(messages: readonly Message[]): ModelFile {
  const read = createTriageReader([]);
  const roll = dice(SEED);
  const vocabulary = new Set<string>();
  const all = messages.map((message) => {
    const words = read(message.text);
    for (const { word, stem } of words) vocabulary.add(word).add(stem);
    const answers = answersOf(message);
    return {
      own: { features: featuresOf(words), answers },
      noisy: { features: featuresOf(read(misspelt(message.text, roll))), answers },
    };
  });
  const flat = (pairs: typeof all): Example[] => pairs.flatMap(({ own, noisy }) => [own, noisy]);
  const order = shuffled(all, roll);
  const held = Array.from({ length: FOLDS }, (_, fold) => {
    const learnt = learn(flat(order.filter((_pair, at) => at % FOLDS !== fold)), SEED + fold);
    return order
      .filter((_pair, at) => at % FOLDS === fold)
      .map(({ own }) => ({ scores: rawScores(learnt, own.features), answers: own.answers }));
  }).flat();
  const temperature = Object.fromEntries(
    HEAD_NAMES.map((head) => [head, temperatureOf(head, held)]),
  ) as Record<Head, number>;
  return {
    ...packed(learn(flat(all), SEED), vocabulary),
    temperature,
    corpus: corpusPrint(messages),
  };
}

function answersOf(message: Message): Record<Head, number> {
  return {
    category: indexOf('category', message.category),
    urgency: indexOf('urgency', message.urgency),
    intent: indexOf('intent', message.intent),
  };
}

function packed(
  learnt: Learnt,
  vocabulary: ReadonlySet<string>,
): Omit<ModelFile, 'temperature' | 'corpus'> {
  const scales = Array.from({ length: OUTPUTS }, (_, column) => {
    let most = 0;
    for (let row = 0; row < BUCKETS; row++) {
      most = Math.max(most, Math.abs(learnt.weights[row * OUTPUTS + column] ?? 0));
    }
    return most / 127 || 1;
  });
  const bytes = Int8Array.from(learnt.weights, (weight, cell) =>
    Math.round(weight / (scales[cell % OUTPUTS] ?? 1)),
  );
  const { rows, weights } = pack(bytes);
  return {
    version: `v1-${fingerprint(weights)}`,
    vocabulary: [...vocabulary]
      .filter((word) => !/\s/.test(word))
      .toSorted()
      .join(' '),
    scales,
    bias: [...learnt.bias],
    rows,
    weights,
  };
}

/** What a model says of the messages it was learnt from; it changes whenever one of them does. */
export function corpusPrint(messages: readonly Message[]): string {
  return fingerprint(messages.map((message) => JSON.stringify(message)).join('\n'));
}

function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
