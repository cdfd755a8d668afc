import { type Group, personLength, withBelongings } from './people-group.js';
import { numbered, victimsThen } from './people-numbered.js';
import { unnumbered } from './people-unnumbered.js';
import { isJoin, singleAt, togetherAt } from './people-words.js';
import type { Token } from './tokens.js';

/** One or more people joined by "dan": their number at least, and exactly when each was numbered. */
export function groupAt(tokens: readonly Token[], at: number): Group | undefined {
  let whole = peopleAt(tokens, at);
  while (whole) {
    const next = joinedTo(tokens, whole.to);
    if (!next) return whole;
    whole = {
      from: at,
      to: next.to,
      least: whole.least + next.least,
      most: whole.most === null || next.most === null ? null : whole.most + next.most,
      said: whole.said && next.said,
      victims: whole.victims || next.victims,
    };
  }
  return undefined;
}

function joinedTo(tokens: readonly Token[], at: number): Group | undefined {
  const joint = tokens[at];
  return joint && isJoin(joint) ? peopleAt(tokens, at + 1) : undefined;
}

function peopleAt(tokens: readonly Token[], at: number): Group | undefined {
  const together = togetherAt(tokens, at) ?? singleAt(tokens, at);
  if (together) {
    const { value } = together;
    const to = withBelongings(
      tokens,
      at + together.length + personLength(tokens, at + together.length),
    );
    return { from: at, to, least: value, most: value, said: true, victims: false };
  }
  return numbered(tokens, at) ?? victimsThen(tokens, at) ?? unnumbered(tokens, at);
}
