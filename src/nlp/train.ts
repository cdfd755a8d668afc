import { readFileSync, writeFileSync } from 'node:fs';
import { compose } from './compose.js';
import frames from './corpus/frames.json' with { type: 'json' };
import { messagesOf } from './corpus.js';
import { train } from './training.js';

/** `npm run train`: corpus → src/nlp/model.json. Run from the root of the repository. */
const WRITTEN = 'src/nlp/corpus/written.jsonl';
const COMPOSED = 'src/nlp/corpus/composed.jsonl';

const written = messagesOf(readFileSync(WRITTEN, 'utf8'), WRITTEN);
const own = new Set(written.map((message) => message.text));
const composed = compose(frames).filter((message) => !own.has(message.text));
writeFileSync(COMPOSED, composed.map((message) => `${JSON.stringify(message)}\n`).join(''));
const model = train([...written, ...composed]);
writeFileSync('src/nlp/model.json', `${JSON.stringify(model)}\n`);
process.stdout.write(
  `${written.length} written and ${composed.length} composed messages, model ${model.version}\n`,
);
