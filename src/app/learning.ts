import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.js';
import { runApart } from '../learning/apart.js';
import { createKeeper, type Keeper, type KeeperParts, type Training } from '../learning/keeper.js';
import { type Artefact, createShelf } from '../learning/shelf.js';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';
import type { Figures } from '../models/model-version.js';
import { modelFile, openTriage } from '../nlp/load.js';
import type { Order, Told } from '../nlp/train-apart.js';

const NLP = fileURLToPath(new URL('../nlp/', import.meta.url));
/** The corpus lies beside the program, in src/ and in dist/ alike. */
const CORPUS = join(NLP, 'corpus');
const EVALUATION = join(CORPUS, 'evaluation', 'parallel.jsonl');
/** From the sources (the demo) it is TypeScript still. */
const PROGRAM = join(NLP, `train-apart${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`);

interface LearningParts {
  config: Pick<Config, 'dataDir'>;
  clock: Clock;
  log: Logger;
  figures: { version: string; figures: Figures };
  /** Trains another way; a test does it in its own process with a handful of messages. */
  train?: KeeperParts['train'] | undefined;
}

/** Joins triage, its versions under DATA_DIR and the training beside the house. */
export function learning({ config, clock, log, figures, train }: LearningParts): Keeper {
  return createKeeper({
    shelf: createShelf(config.dataDir),
    clock,
    log,
    shipped: {
      model: modelFile,
      figures: figures.version === modelFile.version ? figures.figures : null,
    },
    open: openTriage,
    hasCorpus: () => existsSync(EVALUATION),
    train: train ?? trainApart,
  });
}

const trainApart: KeeperParts['train'] = ({ corrections, current }, tell): Training => {
  const order = { corpus: CORPUS, corrections, current };
  return runApart<Told, { model: Artefact; comparison: Awaited<Training['answer']>['comparison'] }>(
    PROGRAM,
    order satisfies { [Field in keyof Order]: unknown },
    (told) => {
      if ('learnt' in told) return told.learnt;
      tell(told.stage);
      return undefined;
    },
  );
};
