import { createInterface } from 'node:readline';
import { loadTriage } from './load.js';

/** JSON lines `{"id", "text"}` in, one JSON line each out, in order; exit code 1 if any was bad. */
const triage = loadTriage();
const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
let number = 0;
let bad = 0;

for await (const line of lines) {
  number++;
  if (line.trim() === '') continue;
  const answer = answerTo(line);
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await drained();
}
process.exitCode = bad > 0 ? 1 : 0;

function answerTo(line: string): object {
  const asked = parsed(line);
  if (typeof asked?.text !== 'string') {
    bad++;
    const error = `line ${number}: expected a JSON object with "id" and a string "text"`;
    return { id: asked?.id ?? null, error };
  }
  const { reasons, ...found } = triage(asked.text);
  return {
    id: asked.id ?? null,
    ...found,
    reasons: reasons.map((each) => `${each.rule}: ${each.words}`),
    spans: reasons,
  };
}

function parsed(line: string): { id?: unknown; text?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function drained(): Promise<void> {
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}
