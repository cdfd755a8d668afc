import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';

/** Longer than training takes on the slowest machine that we know. */
const LONGEST_MS = 15 * 60_000;
/** The house comes first: training takes what processor time is left. */
const NICENESS = 15;
const HEAP_MB = 1024;
const KEPT_WORDS = 2000;

/** A program that runs beside the house. */
export interface Apart<Answer> {
  answer: Promise<Answer>;
  end(): void;
}

/**
 * Starts a program of ours as a process of its own, with nothing of the environment, and gives it one
 * order. `hear` is called for all that it tells and returns its answer once that was among it.
 */
export function runApart<Told, Answer>(
  program: string,
  order: object,
  hear: (told: Told) => Answer | undefined,
): Apart<Answer> {
  const child = fork(program, [], {
    env: {},
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      `--max-old-space-size=${HEAP_MB}`,
      ...(program.endsWith('.ts') ? process.execArgv : []),
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  calm(child);
  const answer = new Promise<Answer>((resolve, reject) => {
    let words = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS).unref();
    child.stderr?.on('data', (more: Buffer) => {
      words = (words + more.toString()).slice(-KEPT_WORDS);
    });
    child.on('message', (told) => {
      const said = hear(told as Told);
      if (said !== undefined) resolve(said);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`training ended with ${signal ?? code}: ${words.trim() || 'no words'}`));
    });
    child.send(order, (error) => error && reject(error));
  });
  return { answer, end: () => void child.kill() };
}

/** Where the system does not allow it, training competes with the house as an equal. */
function calm({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS);
  } catch {
    return;
  }
}
