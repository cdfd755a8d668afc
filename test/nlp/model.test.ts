import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compose } from '../../src/nlp/compose.js';
import frames from '../../src/nlp/corpus/frames.json' with { type: 'json' };
import {
  evaluationMessages,
  parallelMessages,
  writtenMessages,
} from '../../src/nlp/corpus-files.js';
import { featuresOf } from '../../src/nlp/deciding/features.js';
import { OUTPUTS, scoresOf, unpack } from '../../src/nlp/deciding/model.js';
import { createTriageReader } from '../../src/nlp/hearing.js';
import { loadTriage, modelFile } from '../../src/nlp/load.js';
import { modelCard, SPEED_HEADING } from '../../src/nlp/measuring/card.js';
import { evaluate } from '../../src/nlp/measuring/evaluation.js';
import { fallenThrough } from '../../src/nlp/measuring/floors.js';
import { calibrationPlot } from '../../src/nlp/measuring/plot.js';
import { corpusPrint } from '../../src/nlp/training.js';

const written = writtenMessages();
const own = new Set(written.map(({ text }) => text));
const composed = compose(frames).filter(({ text }) => !own.has(text));
const evaluation = evaluate(loadTriage(), {
  messages: evaluationMessages(),
  sentences: parallelMessages(),
});

describe('the committed model', () => {
  it('stays above the floors', () => {
    expect(fallenThrough(evaluation)).toEqual([]);
  });

  it('is what docs/model-card.md and its plot say', () => {
    const { version, decision, temperature } = modelFile;
    const made = {
      version,
      decision,
      temperature,
      written: written.length,
      composed: composed.length,
    };
    const [card = ''] = readFileSync('docs/model-card.md', 'utf8').split(`\n\n${SPEED_HEADING}`);
    expect(card).toBe(modelCard(evaluation, made));
    expect(readFileSync('docs/images/triage-calibration.svg', 'utf8')).toBe(
      calibrationPlot(evaluation.figures.bins),
    );
  });

  it('fits in eight megabytes', () => {
    expect(statSync('src/nlp/model.json').size).toBeLessThanOrEqual(8_000_000);
  });

  it('was learnt from the corpus as it stands; if not, npm run train && npm run evaluate', () => {
    expect(modelFile.corpus).toBe(corpusPrint([...written, ...composed]));
  });
});

describe('scores', () => {
  const model = unpack(modelFile);
  const read = createTriageReader();

  it('from memory, word by word, are the plain sums over all features', () => {
    const token = fc.constantFrom('kebakaran', 'jalan', 'rusak', 'jalan', 'kobongan', 'x', '12');
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
        const words = read(tokens.join(' '));
        const signs = ['length 3', 'alarm certain'];
        const { buckets, values } = featuresOf(words, signs);
        const sums = Array.from({ length: OUTPUTS }, (_, column) => model.bias[column] ?? 0);
        for (const [at, bucket] of buckets.entries()) {
          for (let column = 0; column < OUTPUTS; column++) {
            const weight =
              (model.weights[bucket * OUTPUTS + column] ?? 0) * (model.scales[column] ?? 0);
            sums[column] = (sums[column] ?? 0) + weight * (values[at] ?? 0);
          }
        }
        const scores = scoresOf(model, { words, signs });
        for (const [column, sum] of sums.entries()) expect(scores[column]).toBeCloseTo(sum, 3);
      }),
    );
  });

  it('refuse an artefact of another shape', () => {
    expect(() => unpack({ ...modelFile, weights: [] })).toThrow('npm run train');
    expect(() => unpack({ ...modelFile, bias: [0] })).toThrow('npm run train');
  });
});
