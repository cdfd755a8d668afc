import { readFileSync, writeFileSync } from 'node:fs';
import { modelCard } from './card.js';
import { messagesOf } from './corpus.js';
import { loadTriage } from './load.js';
import { measure } from './measure.js';

/** `npm run evaluate`: measures the committed model and writes docs/model-card.md. */
const corpus = (part: string) => {
  const file = `src/nlp/corpus/${part}.jsonl`;
  return messagesOf(readFileSync(file, 'utf8'), file);
};

const triage = loadTriage();
const figures = measure(triage, corpus('evaluation'));
const made = {
  version: triage('').model,
  written: corpus('written').length,
  composed: corpus('composed').length,
};
writeFileSync('docs/model-card.md', modelCard(figures, made));
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
