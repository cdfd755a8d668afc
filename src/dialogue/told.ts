import { type Facts, isEmpty, toldText } from '../models/facts.js';
import type { Scene } from './scene.js';
import type { Talk, Turn } from './state.js';

/** Enough of what was said to find it again in a story. */
const HEAD_CHARACTERS = 60;
const MOST_REMEMBERED = 20;

/** Remembers when something was said: "tadi pagi" means the morning before it was said. */
export function noteSaid(talk: Talk, { text, edits, at }: Turn): void {
  const heads = [text, ...edits].map((said) => said.slice(0, HEAD_CHARACTERS)).filter(Boolean);
  const said = [...talk.said, ...heads.map((head) => ({ head, at }))];
  talk.said = said.slice(-MOST_REMEMBERED);
}

/**
 * The facts of a report told in these pieces, ready to be spread into it; their offsets count in
 * `toldText` of the pieces. Nothing when there are none, or when the world reads none.
 */
export function factsOf(
  { talk, world }: Scene,
  ...pieces: readonly (string | undefined)[]
): { facts?: Facts } {
  const text = toldText(...pieces);
  const facts = world.readFacts?.(text, saidAt(talk, text, world.now));
  return facts && !isEmpty(facts) ? { facts } : {};
}

/** When the words at an offset were said: with what begins last before them. */
function saidAt({ said }: Talk, text: string, now: Date): (start: number) => Date {
  const known = said
    .map(({ head, at }) => ({ from: text.indexOf(head), at: new Date(at) }))
    .filter(({ from }) => from >= 0)
    .toSorted((a, b) => b.from - a.from);
  return (start) => known.find(({ from }) => from <= start)?.at ?? now;
}
