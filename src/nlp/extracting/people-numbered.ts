import { quantityAt } from './numbers.js';
import { type Group, personLength, withBelongings } from './people-group.js';
import { harmAt, isJoin, isLink, personAt } from './people-words.js';
import type { Token } from './tokens.js';

/** `3 orang`, `dua anak`, `2 luka`. */
export function numbered(tokens: readonly Token[], at: number): Group | undefined {
  const found = quantityAt(tokens, at);
  if (!found) return undefined;
  const { quantity, length } = found;
  let to = at + length;
  const noun = personAt(tokens, to);
  const harm = noun ? undefined : harmAt(tokens, to);
  if (!noun && !harm) return undefined;
  if (noun?.value === 'speaker' || noun?.value === 'some') return undefined;
  if (quantity.least === 0) return undefined;
  const victims = noun?.value === 'victim' || isVictim(tokens, to);
  to += noun?.length ?? 0;
  const { least, most, exact } = quantity;
  return {
    from: at,
    to: noun ? withBelongings(tokens, to) : to,
    least,
    most,
    said: exact,
    victims,
  };
}

/** `korban 3 orang`, `korbannya dua`, `korban: 2`. */
export function victimsThen(tokens: readonly Token[], at: number): Group | undefined {
  if (!isVictim(tokens, at)) return undefined;
  const next = tokens[at + 1];
  const skip = next && (/^[:=]$/.test(next.word) || isLink(next)) ? 2 : 1;
  const found = quantityAt(tokens, at + skip);
  if (!found || found.quantity.least === 0) return undefined;
  const after = at + skip + found.length;
  const to = after + personLength(tokens, after);
  // "korban 3 rumah": things, not people.
  const thing = tokens[to];
  if (
    to === after &&
    thing?.kind === 'word' &&
    !harmAt(tokens, to) &&
    !isJoin(thing) &&
    !isLink(thing)
  ) {
    return undefined;
  }
  const { least, most, exact } = found.quantity;
  return { from: at, to, least, most, said: exact, victims: true };
}

function isVictim(tokens: readonly Token[], at: number): boolean {
  return /^(?:korban(?:nya|e|na|nyo)?|victims?|casualties)$/.test(tokens[at]?.word ?? '');
}
