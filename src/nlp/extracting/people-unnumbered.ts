import { quantityAt } from './numbers.js';
import { COUNTER, type Group, withBelongings } from './people-group.js';
import { harmAt, isLink, isPlural, type PersonKind, personAt } from './people-words.js';
import type { Token } from './tokens.js';

const LEAST: Readonly<Record<PersonKind, number>> = {
  one: 1,
  victim: 1,
  speaker: 1,
  some: 2,
  family: 2,
};

/** "tolong, saya terjebak" but "motor saya hilang": behind a thing it says whose. */
const BEFORE_SPEAKER =
  /^(?:tolong|help|pak|bu|min|admin|dan|karena|krn|karna|sekarang|skrg|ini|halo|aduh|mohon|tapi|kalau|bang|kak|and|but|because|saiki|ayeuna|kini)$/;

function ownsWhatIsBefore(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before?.kind !== 'word') return false;
  return before.sentence === tokens[at]?.sentence && !BEFORE_SPEAKER.test(before.plain);
}

/** `budak tigo ikok`, `urang tilu`, `anaknya 2 orang`: the number stands behind. */
function numberBehind(tokens: readonly Token[], at: number) {
  const found = quantityAt(tokens, at);
  if (!found || found.quantity.least === 0 || found.quantity.least > 99) return undefined;
  const end = at + found.length;
  const next = tokens[end];
  if (next && (COUNTER.has(next.plain) || /^(?:ikok|ikuak|ikuk)$/.test(next.word))) {
    return { ...found, length: found.length + 1 };
  }
  const ends = !next || next.kind === 'mark' || isLink(next) || harmAt(tokens, end) !== undefined;
  return ends ? found : undefined;
}

/** People without a number in front: at least one, or two of "kami". */
export function unnumbered(tokens: readonly Token[], at: number): Group | undefined {
  const noun = personAt(tokens, at);
  const token = tokens[at];
  if (!noun || !token) return undefined;
  const isSpeaker = noun.value === 'speaker' || noun.value === 'some';
  if (noun.value === 'speaker' && ownsWhatIsBefore(tokens, at)) return undefined;
  const after = withBelongings(tokens, at + noun.length);
  const behind = isSpeaker ? undefined : numberBehind(tokens, after);
  if (behind) {
    const { least, most, exact } = behind.quantity;
    const victims = noun.value === 'victim';
    return { from: at, to: after + behind.length, least, most, said: exact, victims };
  }
  const isSomebody = /^(?:ada|ado|ana|onok|aya)$/.test(token.word);
  const isSeveral = isPlural(token) || LEAST[noun.value] === 2;
  const least = isSeveral && !isSomebody ? 2 : 1;
  return { from: at, to: after, least, most: null, said: false, victims: false };
}
