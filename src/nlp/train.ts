import { readFileSync, writeFileSync } from 'node:fs';
import { isRefused, LESS_IS_BETTER, MEASURES } from '../models/model-version.js';
import { compose } from './compose.js';
import frames from './corpus/frames.json' with { type: 'json' };
import { messagesOf } from './corpus.js';
import { CORPUS, evaluationMessages, parallelMessages, writtenMessages } from './corpus-files.js';
import type { ModelFile } from './deciding/model.js';
import { type Learnt, teach } from './learning/lesson.js';
import { train } from './training.js';

/**
 * `npm run train`: corpus → src/nlp/model.json. Run from the root of the repository. With
 * `-- --check` it writes nothing and fails unless training again yields the same bytes. With
 * `-- --corrections FILE` (lines of the corpus, as the page "Model" exports them) it learns from them,
 * too, compares with the committed model, and writes nothing when it finds fewer emergencies.
 */
const COMPOSED = `${CORPUS}/composed.jsonl`;
const MODEL = 'src/nlp/model.json';

const written = writtenMessages();
const own = new Set(written.map((message) => message.text));
const composed = compose(frames).filter((message) => !own.has(message.text));
const corpus = [...written, ...composed];
const corrections = correctionsAsked();
if (corrections) learnWith(corrections);
else if (process.argv.includes('--check')) check(train(corpus));
else write(train(corpus));

/** The file after `--corrections`, if it was asked for. */
function correctionsAsked(): string | undefined {
  const at = process.argv.indexOf('--corrections');
  if (at < 0) return undefined;
  const file = process.argv[at + 1];
  if (file) return file;
  process.stderr.write('Name the file: npm run train -- --corrections corrections.jsonl\n');
  process.exit(2);
}

function learnWith(file: string): void {
  const learnt = teach(
    {
      corpus,
      corrections: messagesOf(readFileSync(file, 'utf8'), file),
      evaluation: { messages: evaluationMessages(), sentences: parallelMessages() },
      current: JSON.parse(readFileSync(MODEL, 'utf8')) as ModelFile,
    },
    (stage) => process.stderr.write(`${stage}…\n`),
  );
  process.stdout.write(`${comparisonLines(learnt).join('\n')}\n`);
  if (!isRefused(learnt.comparison)) {
    write(learnt.model);
    return;
  }
  process.stdout.write('Refused: it finds fewer emergencies. Nothing was written.\n');
  process.exitCode = 1;
}

function comparisonLines({ comparison, model }: Learnt): string[] {
  const { against, before, after, missed, weaker } = comparison;
  return [
    `${'measure'.padEnd(20)} ${against} → ${model.version}`,
    ...MEASURES.map((name) => {
      const less = LESS_IS_BETTER.includes(name) ? ' (less is better)' : '';
      return `${name.padEnd(20)} ${before[name].toFixed(4)} → ${after[name].toFixed(4)}${less}`;
    }),
    ...weaker.map((text) => `only suspected now: ${text}`),
    ...missed.map((text) => `missed: ${text}`),
  ];
}

function check(model: ModelFile): void {
  const same = readFileSync(MODEL, 'utf8') === bytesOf(model);
  process.stdout.write(same ? `${MODEL} is up to date\n` : `${MODEL} is stale: npm run train\n`);
  process.exitCode = same ? 0 : 1;
}

function write(model: ModelFile): void {
  writeFileSync(COMPOSED, composed.map((message) => `${JSON.stringify(message)}\n`).join(''));
  writeFileSync(MODEL, bytesOf(model));
  process.stdout.write(
    `${written.length} written and ${composed.length} composed messages, model ${model.version}\n`,
  );
}

function bytesOf(model: ModelFile): string {
  return `${JSON.stringify(model, null, 1)}\n`;
}
