import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Figures } from '../models/model-version.js';
import type { Area } from '../models/place.js';
import type { Triage } from '../models/triage.js';
import { type ModelFile, unpack } from './deciding/model.js';
import figures from './figures.json' with { type: 'json' };
import file from './model.json' with { type: 'json' };
import common from './reading/common.json' with { type: 'json' };
import { createTriage } from './triage.js';

/** The committed artefact. */
export const modelFile: ModelFile = file;

/** What `npm run evaluate` measured of the committed model; of another one when it is stale. */
export const modelFigures: { version: string; figures: Figures } = figures;

/** Triage with a model that was trained here; throws when it does not fit this version of Sahut. */
export function openTriage(model: object): (text: string) => Triage {
  return warmedUp(createTriage(unpack(model as ModelFile)));
}

/** Triage with the committed model. Costs about 100 ms once; hold on to what it returns. */
export function loadTriage(): (text: string) => Triage {
  return warmedUp(createTriage(unpack(file)));
}

const WARMING_MESSAGES = 8;
const WARMING_WORDS = 20;

/** The first messages would wait for code to be compiled: everyday words, some misspelt, come before them. */
function warmedUp(triage: (text: string) => Triage): (text: string) => Triage {
  const words = common.words.map((word, at) => (at % 4 === 0 ? `${word.slice(1)}${word}` : word));
  for (let message = 0; message < WARMING_MESSAGES; message++) {
    const from = (message * WARMING_WORDS) % (words.length - WARMING_WORDS);
    triage(words.slice(from, from + WARMING_WORDS).join(' '));
  }
  return triage;
}

/**
 * Districts and villages of one regency, districts first. `regencyCode` is Kemendagri's, e.g.
 * `16.07`; an unknown code gives an empty list. Reads the CSV files of idn-area-data directly:
 * the package's own reader parses all 83,763 villages into objects first.
 */
export function loadAreas(regencyCode: string): Area[] {
  const districts = rowsOf('districts', regencyCode).map(
    ([code, , name]): Area => ({ kind: 'district', code, name }),
  );
  const nameOf = new Map(districts.map(({ code, name }) => [code, name]));
  const villages = rowsOf('villages', regencyCode).map(([code, district, name]): Area => {
    const districtName = nameOf.get(district);
    return { kind: 'village', code, name, ...(districtName && { districtName }) };
  });
  return [...districts, ...villages];
}

const DATA = new URL(
  '../data/',
  pathToFileURL(createRequire(import.meta.url).resolve('idn-area-data')),
);

function rowsOf(table: 'districts' | 'villages', regencyCode: string): [string, string, string][] {
  const csv = readFileSync(fileURLToPath(new URL(`${table}.csv`, DATA)), 'utf8');
  const rows: [string, string, string][] = [];
  const prefix = `\n${regencyCode}.`;
  for (let at = csv.indexOf(prefix); at >= 0; at = csv.indexOf(prefix, at + 1)) {
    const end = csv.indexOf('\n', at + 1);
    const line = csv.slice(at + 1, end < 0 ? csv.length : end).trim();
    const [, code, parent, name] = /^([\d.]+),([\d.]+),"?(.*?)"?$/.exec(line) ?? [];
    if (code && parent && name) rows.push([code, parent, name.replaceAll('""', '"')]);
  }
  return rows;
}
