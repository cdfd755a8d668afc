import type { PlateFact } from '../../models/facts.js';

/** Letters of the regions in front of a civil vehicle's number. */
const REGIONS = new Set(
  'A B D E F G H K L M N P R S T W Z AA AB AD AE AG BA BB BD BE BG BH BK BL BM BN BP DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW EA EB ED KB KH KT KU PA PB PG PS PT PY'.split(
    ' ',
  ),
);
const PLATE =
  /(?<![\p{L}\p{N}])([a-z]{1,2})[\s.-]{0,2}(\d{1,4})(?:[\s.-]{0,2}([a-z]{1,3}))?(?![\p{L}\p{N}])/giu;
const ANNOUNCED =
  /(?:plat(?:nya|e)?|nopol(?:nya)?|no\.?\s?pol|nomor polisi|no polisi|bernopol|tnkb|plate|pelat)\s*(?:nomor|no|number|merah|kuning|hitam|putih)?\.?\s*[:.]?\s*$/iu;
/** Behind a number these are words, not the letters of a plate. */
const WORDS = new Set(
  'rb k jt kg an km m cm mm gr g org rp lt kk kva va kwh yg dan di rt rw no hr ha jl ke wib wit ons mah dr ds kec cc bln thn th mnt jam hp wa tdk ga gk td sd smp sma x pak bu ok or and am pm to in at on is the hri ini itu ada nya'.split(
    ' ',
  ),
);
const FEWEST_SMALL_DIGITS = 3;

/** Plates in a text whose digits are ASCII. Small letters count when the word "plat" or the form tells. */
export function platesIn(text: string, digits: string): PlateFact[] {
  const facts: PlateFact[] = [];
  for (const match of digits.matchAll(PLATE)) {
    const [whole, region = '', number = '', rest = ''] = match;
    const lead = digits.slice(Math.max(0, match.index - 30), match.index);
    const announced = ANNOUNCED.test(lead);
    const letters = WORDS.has(rest.toLowerCase()) && rest !== rest.toUpperCase() ? '' : rest;
    if (!REGIONS.has(region.toUpperCase()) || !isPlate({ region, number, letters, announced })) {
      continue;
    }
    const start = match.index;
    const words = text
      .slice(start, start + whole.length - (rest.length - letters.length))
      .trimEnd();
    facts.push({
      words,
      start,
      end: start + words.length,
      certainty: announced || isCapitals(region + letters) ? 'said' : 'guessed',
      plate: [region, number, letters].filter(Boolean).join(' ').toUpperCase(),
    });
  }
  return facts;
}

const isCapitals = (letters: string): boolean => letters === letters.toUpperCase();

function isPlate({
  region,
  number,
  letters,
  announced,
}: {
  region: string;
  number: string;
  letters: string;
  announced: boolean;
}): boolean {
  if (announced) return true;
  if (!letters || WORDS.has(letters.toLowerCase())) return false;
  if (number.startsWith('0')) return false;
  if (isCapitals(region + letters)) return number.length >= 2;
  return number.length >= FEWEST_SMALL_DIGITS && region.length + letters.length >= 3;
}
