import type { TimeFact } from '../../models/facts.js';
import type { LocalClock } from './local.js';
import { resolved, type When } from './time-resolved.js';
import { sinceAt } from './time-units.js';
import type { TimeWord } from './time-word.js';
import { isGlue, isNotYet, timeWordAt } from './time-words.js';
import type { Token } from './tokens.js';

/** Words of time that stand next to each other and mean one time. Token positions, `to` exclusive. */
interface Phrase {
  from: number;
  to: number;
  words: TimeWord[];
  lasting: boolean;
}

/** So many small words may stand between two words of one time: "kemarin sekitar jam 2". */
const MOST_GLUE = 3;
const LEADS = 2;

/**
 * When it happened, as intervals that hold the moment. `clockAt` is the local clock at which the
 * words at an offset were said.
 */
export function timesIn(
  tokens: readonly Token[],
  text: string,
  clockAt: (start: number) => LocalClock,
): TimeFact[] {
  const facts: TimeFact[] = [];
  for (let at = 0; at < tokens.length; ) {
    const clock = clockAt(tokens[at]?.start ?? 0);
    const phrase = phraseAt(tokens, at, clock);
    if (!phrase) {
      at++;
      continue;
    }
    const when = isComing(tokens, at) ? undefined : resolved(phrase.words, clock);
    if (when) facts.push(factOf(phrase, when, { tokens, text, clock }));
    at = phrase.to;
  }
  return facts;
}

function factOf(
  phrase: Phrase,
  when: When,
  { tokens, text, clock }: { tokens: readonly Token[]; text: string; clock: LocalClock },
): TimeFact {
  const start = tokens[phrase.from]?.start ?? 0;
  const end = tokens[phrase.to - 1]?.end ?? start;
  return {
    words: text.slice(start, end),
    start,
    end,
    certainty: when.said ? 'said' : 'guessed',
    from: clock.dateOf(when.from),
    to: clock.dateOf(when.to),
    lasting: phrase.lasting,
  };
}

/** "besok jam 2", "setiap malam", "buka jam 8": not when something happened. */
function isComing(tokens: readonly Token[], at: number): boolean {
  const lead = tokens.slice(Math.max(0, at - LEADS), at);
  return lead.some((token) => token.sentence === tokens[at]?.sentence && isNotYet(token));
}

function phraseAt(tokens: readonly Token[], at: number, clock: LocalClock): Phrase | undefined {
  const alone = timeWordAt(tokens, at, clock);
  const since = alone ? undefined : sinceAt(tokens, at);
  const from = at + (since?.length ?? 0);
  const first = alone ?? (since && timeWordAt(tokens, from, clock));
  if (!first) return undefined;
  const words = [first.value];
  let to = from + first.length;
  for (;;) {
    const next = nextWord(tokens, to, clock);
    if (!next || !mayJoin(words, next.value)) break;
    words.push(next.value);
    to = next.to;
  }
  const lasting = Boolean(since) || words.some((word) => word.kind === 'span' && word.lasting);
  return { from: at, to, words, lasting };
}

function nextWord(tokens: readonly Token[], from: number, clock: LocalClock) {
  for (let at = from; at <= from + MOST_GLUE; at++) {
    const token = tokens[at];
    if (!token || token.sentence !== tokens[from - 1]?.sentence) return undefined;
    const hit = timeWordAt(tokens, at, clock);
    if (hit) return { value: hit.value, to: at + hit.length };
    if (!isGlue(token)) return undefined;
  }
  return undefined;
}

/** A day, a part of it and a time on the clock make one time; two days do not. */
function mayJoin(words: readonly TimeWord[], next: TimeWord): boolean {
  if (next.kind === 'span') return words.every(({ kind }) => kind === 'earlier');
  if (words.some(({ kind }) => kind === next.kind)) return false;
  return words.every((word) => word.kind !== 'span' || next.kind === 'clock');
}
