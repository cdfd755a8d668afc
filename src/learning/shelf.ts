import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ModelSwitch, ModelVersion } from '../models/model-version.js';

/** A trained model as it is kept; what is in it is triage's affair. */
export interface Artefact {
  version: string;
}

/** What is known of a version, beside the model: the model's sum, and what it was trained beside. */
export interface Card extends ModelVersion {
  /** sha256 of the model's file; absent when the version was refused and not kept. */
  sum?: string;
  /** The delivered model of the Sahut that trained it. Another one reads words in other ways. */
  base: string;
}

/** Where trained versions lie, and the record of what was in service. */
export interface Shelf {
  cards(): Card[];
  switches(): ModelSwitch[];
  /** Keeps a version; of a refused one the card only. */
  keep(card: Omit<Card, 'sum'>, model: Artefact): void;
  /** The model of a version; throws when it is missing or not what was kept. */
  model(card: Card): Artefact;
  note(change: ModelSwitch): void;
}

const SWITCHES = 'switches.jsonl';
const CARD = '.card.json';
const MODEL = '.model.json';

/** The folder `models` of the data directory; made when the first version is kept. */
export function createShelf(dataDir: string): Shelf {
  const folder = join(dataDir, 'models');
  const at = (name: string): string => join(folder, name);
  return {
    cards: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((name) => name.endsWith(CARD))
        .flatMap((name) => parsed<Card>(readFileSync(at(name), 'utf8')))
        .map((card) => ({ ...card, at: new Date(card.at) }))
        .toSorted((a, b) => b.at.getTime() - a.at.getTime()),
    switches: () => {
      const lines = existsSync(at(SWITCHES)) ? readFileSync(at(SWITCHES), 'utf8').split('\n') : [];
      // A line that a crash cut short was never in effect: it is written before the switch.
      return lines
        .flatMap((line) => parsed<ModelSwitch>(line))
        .map((change) => ({ ...change, at: new Date(change.at) }))
        .toReversed();
    },
    keep(card, model) {
      mkdirSync(folder, { recursive: true });
      const bytes = JSON.stringify(model);
      if (!card.refused) write(at(card.version + MODEL), bytes);
      const whole = card.refused ? card : { ...card, sum: sumOf(bytes) };
      write(at(card.version + CARD), JSON.stringify(whole));
    },
    model(card) {
      const bytes = readFileSync(at(card.version + MODEL), 'utf8');
      if (sumOf(bytes) !== card.sum) throw new Error(`${card.version} is not what was kept`);
      return JSON.parse(bytes) as Artefact;
    },
    note(change) {
      mkdirSync(folder, { recursive: true });
      // The line break before: whatever a crash left of the last line stays a line of its own.
      append(at(SWITCHES), `\n${JSON.stringify(change)}`);
    },
  };
}

function parsed<T>(json: string): T[] {
  try {
    return json.trim() === '' ? [] : [JSON.parse(json) as T];
  } catch {
    return [];
  }
}

function sumOf(bytes: string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whole or not at all. */
function write(path: string, bytes: string): void {
  put(`${path}.new`, 'w', bytes);
  renameSync(`${path}.new`, path);
}

const append = (path: string, bytes: string): void => put(path, 'a', bytes);

function put(path: string, flag: 'w' | 'a', bytes: string): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
