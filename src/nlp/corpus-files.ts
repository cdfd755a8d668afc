import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Message, messagesOf, type Parallel, parallelsOf } from './corpus.js';

/** Where the corpus lives, from the root of the repository. */
export const CORPUS = 'src/nlp/corpus';

/** A message and the file that it stands in, without its ending. */
export interface Filed extends Message {
  file: string;
}

/** The messages that triage learns from, by file name and line. */
export function writtenMessages(root = '.'): Filed[] {
  return messagesIn(join(root, CORPUS, 'written'));
}

/** The messages that triage is measured with; nobody who works on triage looks at them. */
export function evaluationMessages(root = '.'): Filed[] {
  return messagesIn(join(root, CORPUS, 'evaluation')).filter(({ file }) => file !== 'parallel');
}

/** The same messages in five languages. */
export function parallelMessages(root = '.'): Parallel[] {
  const file = join(root, CORPUS, 'evaluation', 'parallel.jsonl');
  return parallelsOf(readFileSync(file, 'utf8'), file);
}

/** The messages of every file of a folder but the parallel sentences. */
export function messagesIn(folder: string): Filed[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && name !== 'parallel.jsonl')
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      const file = name.replace('.jsonl', '');
      return messagesOf(readFileSync(path, 'utf8'), path).map((message) => ({ ...message, file }));
    });
}
