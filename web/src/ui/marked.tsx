/** The citizen's own words with those marked that decided. */
import { markReasons } from '../data/marks.js';
import type { Reason } from '../data/types.js';

export function Marked({ text, reasons }: { text: string; reasons: Reason[] }) {
  return markReasons(text, reasons).map((piece) =>
    piece.rules.length === 0 ? (
      <span key={piece.start}>{piece.text}</span>
    ) : (
      <mark key={piece.start} title={piece.rules.join(', ')}>
        {piece.text}
      </mark>
    ),
  );
}
