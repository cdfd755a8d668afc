import type { Alarm } from '../../models/triage.js';
import type { Found } from '../phrases.js';
import type { Word } from '../reading/word.js';
import type { FoundHazard } from './danger.js';
import type { Company } from './lexicon.js';

const CALLS = new Set([
  'tolong',
  'help',
  'sos',
  'tulung',
  'tulungi',
  'tulungan',
  'tulong',
  'toloong',
  'gawat',
  'darurat',
  'emergency',
  'mayday',
  'selamatkan',
]);
const FILLERS = new Set([
  'pak',
  'ibu',
  'bu',
  'bapak',
  'min',
  'admin',
  'kak',
  'ya',
  'allah',
  'woi',
  'woy',
  'please',
  'pls',
  'saya',
  'kami',
  'aku',
  'me',
  'us',
  'bang',
  'mas',
  'mbak',
  'cepat',
  'segera',
  'sekarang',
  'nian',
  'la',
  'lah',
  'dong',
  'hoi',
  'hei',
  'halo',
  'emojisalam',
  'emojitangis',
  'emojitakut',
  'emojisirene',
  'ini',
  'banget',
  'sekali',
  'now',
  'capek',
  'gancang',
  'ndang',
  'enggal',
  'buruan',
  'siapapun',
  'emoji',
]);
const MOST_WORDS = 8;

/**
 * A cry for help without any detail is an emergency: who cannot write more may need it most.
 * One quiet "tolong" is suspected, a repeated or loud one certain.
 */
export function isBareCry(
  words: readonly Word[],
  hazards: readonly FoundHazard[],
  company: readonly Found<Company>[],
): Exclude<Alarm, 'no'> | undefined {
  if (hazards.length > 0 || words.length === 0 || words.length > MOST_WORDS) return undefined;
  const calls = words.filter((word) => CALLS.has(word.word));
  const rest = words.filter((word) => !CALLS.has(word.word) && !FILLERS.has(word.word));
  if (calls.length === 0 || rest.length > 0) return undefined;
  const cries = company.some((each) => each.concept.role === 'cry');
  return calls.length > 1 || cries || words.some((word) => word.loud) ? 'certain' : 'suspected';
}
