import { statSync, writeFileSync } from 'node:fs';
import { compose } from './compose.js';
import frames from './corpus/frames.json' with { type: 'json' };
import { CORPUS, evaluationMessages, parallelMessages, writtenMessages } from './corpus-files.js';
import { DANGER } from './danger/lexicon.js';
import { outcomeOf, probesOf } from './danger/probes.js';
import { createTriageReader, dangerIn } from './hearing.js';
import { figuresOf } from './learning/lesson.js';
import { modelCard, SPEED_HEADING } from './measuring/card.js';
import { dataCard } from './measuring/data-card.js';
import { evaluate } from './measuring/evaluation.js';
import { fallenThrough } from './measuring/floors.js';
import { calibrationPlot } from './measuring/plot.js';
import { type Speed, speedOf } from './measuring/speed.js';

/** `npm run evaluate`: measures the committed model, writes docs/model-card.md and its plot. */
const MODEL = 'src/nlp/model.json';
/** The figures of the page "Model". */
const FIGURES = 'src/nlp/figures.json';
const WORDS = 30;

const memoryBefore = residentBytes();
const beganLoading = performance.now();
const { loadTriage, modelFile } = await import('./load.js');
const triage = loadTriage();
const loading = performance.now() - beganLoading;
const memory = residentBytes() - memoryBefore;

const messages = evaluationMessages();
const sentences = parallelMessages();
const cold = timed(messages.map(({ text }) => text));
const evaluation = evaluate(triage, { messages, sentences });
const written = writtenMessages();
const warm = timed(thirtyWordsEach(messages.map(({ text }) => text)));
const { version, decision, temperature } = modelFile;
const own = new Set(written.map(({ text }) => text));
const composed = compose(frames).filter(({ text }) => !own.has(text));
const card = modelCard(evaluation, {
  version,
  decision,
  temperature,
  written: written.length,
  composed: composed.length,
});

writeFileSync('docs/model-card.md', `${card}\n\n${speedSection()}`);
writeFileSync(
  `${CORPUS}/README.md`,
  dataCard({ written, composed, evaluation: messages, sentences: sentences.length }),
);
writeFileSync(FIGURES, `${JSON.stringify({ version, figures: figuresOf(evaluation) }, null, 2)}\n`);
writeFileSync('test/nlp/danger/probes.txt', probeLines());
writeFileSync('docs/images/triage-calibration.svg', calibrationPlot(evaluation.figures.bins));
process.stdout.write(`${card}\n\n${speedSection()}`);
for (const floor of fallenThrough(evaluation)) {
  process.stdout.write(`below the floor: ${floor}\n`);
  process.exitCode = 1;
}

/** What every phrase of the danger grammar decides, for the test that notices when one is changed. */
function probeLines(): string {
  const read = createTriageReader();
  const lines = probesOf(DANGER).map(({ concept, phrase, text }) =>
    [concept, phrase, text, outcomeOf(dangerIn(read(text)))].join('\t'),
  );
  return `${lines.join('\n')}\n`;
}

function timed(texts: readonly string[]): Speed {
  const times = texts.map((text) => {
    const began = performance.now();
    triage(text);
    return performance.now() - began;
  });
  return speedOf(times, texts);
}

/** The same words in messages of thirty: what the target speaks of. */
function thirtyWordsEach(texts: readonly string[]): string[] {
  const words = texts.join(' ').split(/\s+/);
  return Array.from({ length: Math.floor(words.length / WORDS) }, (_, at) =>
    words.slice(at * WORDS, (at + 1) * WORDS).join(' '),
  );
}

function residentBytes(): number {
  return process.memoryUsage().rss;
}

function speedSection(): string {
  const row = (name: string, { mean, p50, p99 }: Speed): string =>
    `| ${name} | ${mean.toFixed(2)} | ${p50.toFixed(2)} | ${p99.toFixed(2)} |`;
  const slowest = cold.slowest.map(
    ({ milliseconds, text }) =>
      `- ${milliseconds.toFixed(2)} ms: line ${lineOf(text)}, ${text.length} characters`,
  );
  return `${SPEED_HEADING}

One core, Node ${process.versions.node}; loading the model and its dictionaries ${loading.toFixed(0)} ms, resident memory
${(memory / 1e6).toFixed(0)} MB more than before, artefact ${(statSync(MODEL).size / 1e6).toFixed(2)} MB.

| Milliseconds a message | Mean | Median | p99 |
|---|---|---|---|
${row('Evaluation messages, each met for the first time', cold)}
${row(`The same words in messages of ${WORDS}`, warm)}

Slowest at first sight:

${slowest.join('\n')}
`;
}

/** Where a message stands: the card repeats none of the evaluation part. */
function lineOf(text: string): string {
  const message = messages.find((each) => each.text === text);
  const own = messages.filter(({ file }) => file === message?.file);
  return `${own.findIndex((each) => each.text === text) + 1} of ${message?.file}.jsonl`;
}
