import data from './meanings.json' with { type: 'json' };
import { ROOTS } from './roots.js';

/** Word → its Indonesian word. */
export const HEADWORDS: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries(data.words).flatMap(([head, words]) =>
    words.split(' ').map((word): [string, string] => [word, head]),
  ),
);

/** His, hers, my, your, the: what hangs on a word in Indonesia's languages and changes no meaning. */
const HANGING = ['nya', 'nyo', 'ipun', 'lah', 'kah', 'pun', 'ne', 'na', 'ku', 'mu', 'e'];
const SHORTEST_BARE = 3;
const SHORTEST = 4;

/** Beginnings and endings that sound otherwise in Minangkabau and Palembang: *kabakaran*, *banjia*. */
const BEGINNINGS: readonly [string, string][] = [
  ['ka', 'ke'],
  ['ta', 'ter'],
  ['te', 'ter'],
  ['ba', 'ber'],
  ['be', 'ber'],
  ['ma', 'me'],
  ['pa', 'pe'],
  ['sa', 'se'],
];
const ENDINGS: readonly [string, readonly string[]][] = [
  ['uik', ['ut']],
  ['aik', ['at', 'it']],
  ['iak', ['ik']],
  ['uak', ['uk']],
  ['iang', ['ing']],
  ['uang', ['ung']],
  ['uah', ['uh']],
  ['iah', ['ih']],
  ['uih', ['us']],
  ['ih', ['is']],
  ['eh', ['as']],
  ['ek', ['at', 'ap']],
  ['ik', ['it']],
  ['ia', ['ir', 'il']],
  ['ua', ['ur', 'ul']],
  ['a', ['ar', 'al']],
  ['o', ['a']],
  ['ok', ['ak', 'uk']],
];

/**
 * The Indonesian word for a word of a neighbour language, or without what hangs on it:
 * `omahe` → rumah, `apinya` → api, `jambatan` → jembatan. The word itself when nothing better is known.
 */
export function headwordOf(word: string): string {
  const listed = HEADWORDS.get(word);
  if (listed) return listed;
  if (ROOTS.has(word)) return word;
  for (const end of HANGING) {
    if (!word.endsWith(end) || word.length < end.length + SHORTEST_BARE) continue;
    const bare = word.slice(0, -end.length);
    const head = HEADWORDS.get(bare) ?? (ROOTS.has(bare) ? bare : undefined);
    if (head) return head;
  }
  return bySound(word) ?? word;
}

/** The Indonesian root that differs from this word by how its beginning or ending sounds. */
function bySound(word: string): string | undefined {
  if (word.length < SHORTEST + 1) return undefined;
  const endings = ENDINGS.flatMap(([own, others]) =>
    word.endsWith(own) ? others.map((other) => word.slice(0, -own.length) + other) : [],
  );
  const variants = [word, ...endings];
  const candidates = variants.flatMap((variant) => [
    variant,
    ...BEGINNINGS.flatMap(([own, other]) =>
      variant.startsWith(own) ? [other + variant.slice(own.length)] : [],
    ),
  ]);
  return candidates.find((candidate) => candidate !== word && ROOTS.has(candidate));
}
