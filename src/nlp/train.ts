import { readFileSync, writeFileSync } from 'node:fs';
import { compose } from './compose.js';
import frames from './corpus/frames.json' with { type: 'json' };
import { CORPUS, writtenMessages } from './corpus-files.js';
import { train } from './training.js';

/**
 * `npm run train`: corpus → src/nlp/model.json. Run from the root of the repository. With
 * `-- --check` it writes nothing and fails unless training again yields the same bytes.
 */
const COMPOSED = `${CORPUS}/composed.jsonl`;
const MODEL = 'src/nlp/model.json';

const written = writtenMessages();
const own = new Set(written.map((message) => message.text));
const composed = compose(frames).filter((message) => !own.has(message.text));
const model = train([...written, ...composed]);
const bytes = `${JSON.stringify(model, null, 1)}\n`;
if (process.argv.includes('--check')) {
  const same = readFileSync(MODEL, 'utf8') === bytes;
  process.stdout.write(same ? `${MODEL} is up to date\n` : `${MODEL} is stale: npm run train\n`);
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(COMPOSED, composed.map((message) => `${JSON.stringify(message)}\n`).join(''));
  writeFileSync(MODEL, bytes);
  process.stdout.write(
    `${written.length} written and ${composed.length} composed messages, model ${model.version}\n`,
  );
}
