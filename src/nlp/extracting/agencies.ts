import type { AgencyFact } from '../../models/facts.js';
import data from './agencies.json' with { type: 'json' };
import { phrasebook } from './phrasebook.js';
import type { Token } from './tokens.js';

interface Named {
  agency: string;
  name: string;
  said: boolean;
}

const nameAt = phrasebook(
  Object.fromEntries(
    data.agencies.flatMap(({ id, said, guess }) => [
      [`said ${id}`, said],
      [`guess ${id}`, guess],
    ]),
  ),
  meaningOf,
);

function meaningOf(list: string): Named {
  const [how, agency = ''] = list.split(' ');
  const name = data.agencies.find(({ id }) => id === agency)?.name ?? agency;
  return { agency, name, said: how === 'said' };
}

/** Names of agencies; a word that may mean another one too ("polisi") is a guess. */
export function agenciesIn(tokens: readonly Token[], text: string): AgencyFact[] {
  const facts: AgencyFact[] = [];
  for (let at = 0; at < tokens.length; ) {
    const hit = nameAt(tokens, at);
    const [first, last] = [tokens[at], tokens[at + (hit?.length ?? 1) - 1]];
    if (hit && first && last) {
      const { agency, name, said } = hit.value;
      facts.push({
        words: text.slice(first.start, last.end),
        start: first.start,
        end: last.end,
        certainty: said ? 'said' : 'guessed',
        agency,
        name,
      });
    }
    at += hit?.length ?? 1;
  }
  return facts;
}
