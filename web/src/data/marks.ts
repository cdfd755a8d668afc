/** Which of the citizen's words decided, as pieces of their own text. */
import type { Reason } from './types.js';

export interface Piece {
  text: string;
  /** Rules that fired on these words; empty for plain text. */
  rules: string[];
  start: number;
}

interface Span {
  start: number;
  end: number;
  rule: string;
}

/** The offsets count in the text that was triaged; where that is another one, the words are looked up. */
function locate(text: string, reason: Reason): Span | null {
  const { start, end, words, rule } = reason;
  if (words === '') return null;
  if (text.slice(start, end) === words) return { start, end, rule };
  const found = text.toLowerCase().indexOf(words.toLowerCase());
  return found === -1 ? null : { start: found, end: found + words.length, rule };
}

/** Cuts a text into marked and plain pieces; joined they are the text again. */
export function markReasons(text: string, reasons: Reason[]): Piece[] {
  const spans = reasons.map((reason) => locate(text, reason)).filter((span) => span !== null);
  const cuts = new Set([0, text.length]);
  for (const span of spans) cuts.add(span.start).add(Math.min(span.end, text.length));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const rules = spans
      .filter((span) => span.start < end && span.end > start)
      .map((span) => span.rule);
    return { text: text.slice(start, end), rules: [...new Set(rules)], start };
  });
}
