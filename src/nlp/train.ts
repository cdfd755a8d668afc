import { readFileSync, writeFileSync } from 'node:fs';
import { messagesOf } from './corpus.js';
import { train } from './training.js';

/** `npm run train`: corpus → src/nlp/model.json. Run from the root of the repository. */
const PARTS = ['written', 'composed'];
const messages = PARTS.flatMap((part) => {
  const file = `src/nlp/corpus/${part}.jsonl`;
  return messagesOf(readFileSync(file, 'utf8'), file);
});
const model = train(messages);
writeFileSync('src/nlp/model.json', `${JSON.stringify(model)}\n`);
process.stdout.write(`${messages.length} messages, model ${model.version}\n`);
