/** The citizen's own words with those marked that decided, and underlined those that tell facts. */
import { markReasons } from '../data/marks.js';
import { type FactKind, type Facts, factsWithin } from '../data/told.js';
import type { Reason } from '../data/types.js';
import { useTexts } from '../texts/texts.js';

const FACT = 'fact:';
const isFact = (rule: string): boolean => rule.startsWith(FACT);

interface Props {
  text: string;
  reasons: Reason[];
  facts?: Facts | undefined;
}

export function Marked({ text, reasons, facts }: Props) {
  const { t } = useTexts();
  const told = factsWithin(text, facts).map(({ kind, told: { words, start, end } }) => ({
    words,
    start,
    end,
    rule: FACT + kind,
  }));
  return markReasons(text, [...reasons, ...told]).map(({ text: piece, rules, start }) => {
    const decided = rules.filter((rule) => !isFact(rule));
    const kinds = rules.filter(isFact).map((rule) => rule.slice(FACT.length) as FactKind);
    const title = [...decided, ...kinds.map((kind) => t(`facts.${kind}`))].join(', ');
    if (rules.length === 0) return <span key={start}>{piece}</span>;
    const inner = kinds.length > 0 ? <u title={title}>{piece}</u> : piece;
    if (decided.length === 0) return <span key={start}>{inner}</span>;
    return (
      <mark key={start} title={title}>
        {inner}
      </mark>
    );
  });
}
