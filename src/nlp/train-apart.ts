import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../models/model-version.js';
import { compose } from './compose.js';
import frames from './corpus/frames.json' with { type: 'json' };
import { type Message, parallelsOf } from './corpus.js';
import { messagesIn } from './corpus-files.js';
import type { ModelFile } from './deciding/model.js';
import { type Learnt, teach } from './learning/lesson.js';

/**
 * A program of its own, started by the house to train beside it: takes one order from its parent,
 * tells how far it is, answers once, and ends. It ends, too, when its parent does.
 */
export interface Order {
  /** Folder of the corpus. */
  corpus: string;
  corrections: Message[];
  current: ModelFile;
}

export type Told = { stage: Stage } | { learnt: Learnt };

const tell = (told: Told): void => void process.send?.(told);

process.on('disconnect', () => process.exit(1));
process.once('message', (order: Order) => {
  tell({ stage: 'reading' });
  const written = messagesIn(join(order.corpus, 'written'));
  const own = new Set(written.map(({ text }) => text));
  const composed = compose(frames).filter(({ text }) => !own.has(text));
  const evaluation = join(order.corpus, 'evaluation');
  const parallel = join(evaluation, 'parallel.jsonl');
  const learnt = teach(
    {
      corpus: [...written, ...composed],
      corrections: order.corrections,
      current: order.current,
      evaluation: {
        messages: messagesIn(evaluation),
        sentences: parallelsOf(readFileSync(parallel, 'utf8'), parallel),
      },
    },
    (stage) => tell({ stage }),
  );
  process.send?.({ learnt } satisfies Told, () => process.exit(0));
});
