import type { PhoneFact } from '../../models/facts.js';
import type { Token } from './tokens.js';

/** A number to call: `0812…`, `+62 812-…`, `(0711) 35…`. An `o` at the front is a slip for 0. */
const NUMBER =
  /(?<![\d\p{L}+])(\(?(?:\+?62|[0o](?=[2-9]))[\s.()-]{0,2}[1-9](?:[\s.()-]{0,2}\d){6,12})(?![\d\p{L}])/giu;
/** Numbers of ID cards, bank accounts, meters and bills are no telephones. */
const OTHER_NUMBER =
  /(?:\bnik|\bktp|\bkk|\bnpwp|\bnisn|\bnip|rek(?:ening)?|pelanggan|\bbpjs|\bkartu|meter(?:an)?|\bid|resi|tagihan|\bva)\s*[:.]?\s*(?:no(?:mor|mer)?)?\s*[:.]?\s*$/iu;
const CALLING =
  /(?:telp|tlp|tlpn|tlpon|telepon|telpon|telfon|hp|hape|wa|whatsapp|hub|hubungi|kontak|cp|nomor|nmr|no|call|phone|sms|kantor)\b\.?\s*[:.]?\s*(?:saya|sy|aku|bisa|di|ke|aktif|pak|bu|me|my)?\s*[:.]?\s*$/iu;

const MOST_LOOKED_AT = 40;
const MOBILE = /^628[1-9]\d{7,10}$/;
const FIXED = /^62[2-79]\d{7,10}$/;

/** Telephone numbers of a text whose digits are ASCII (`plainDigits`); `text` is the citizen's own. */
export function phonesIn(tokens: readonly Token[], text: string, digits: string): PhoneFact[] {
  return [...numbersIn(text, digits), ...codesIn(tokens, text)].toSorted(
    (a, b) => a.start - b.start,
  );
}

function numbersIn(text: string, digits: string): PhoneFact[] {
  const facts: PhoneFact[] = [];
  let looked = 0;
  for (const match of digits.matchAll(NUMBER)) {
    if (++looked > MOST_LOOKED_AT) break;
    const written = match[1] ?? '';
    const lead = digits.slice(Math.max(0, match.index - 40), match.index);
    const number = international(written);
    const mobile = MOBILE.test(number);
    const fixed =
      FIXED.test(number) && (/^\(?\+?\d{2,4}[\s)-]/.test(written) || CALLING.test(lead));
    if (OTHER_NUMBER.test(lead) || !(mobile || fixed)) continue;
    const [start, end] = [match.index, match.index + written.length];
    facts.push({
      words: text.slice(start, end),
      start,
      end,
      certainty: /o/i.test(written) ? 'guessed' : 'said',
      number: `+${number}`,
      callback: true,
    });
  }
  return facts;
}

/** Digits only, in front the country's. `+62 (0)812` is written too. */
function international(written: string): string {
  const digits = written.replace(/o/gi, '0').replace(/\D/g, '');
  return digits.replace(/^620?|^0/, '62');
}

/** Short codes of services; 123 is PLN's. Nobody calls a citizen back there. */
const CODES = new Set(['112', '119', '110', '113', '115', '117', '118', '129', '123', '1500']);
/** Codes that people name without saying that it is a telephone number. */
const FAMOUS = new Set(['112', '119', '110', '113', '115']);
const CALLS =
  /^(?:telp|tlp|telepon|telpon|nelpon|nelepon|menelpon|menelepon|ditelpon|hubungi|menghubungi|hub|call|called|calling|center|centre|psc|darurat|hotline|layanan|lapor|nomor|pln|polisi|ambulans|ambulance|damkar|kontak|dial|dialed|nomer|ngebel|nelfon|manelpon|nelepun)$/;
const UNITS =
  /^(?:orang|org|rumah|kk|meter|m|km|kg|ribu|rb|juta|jt|hari|jam|tahun|persen|warga|siswa|unit|kali|x|cm|watt|va|liter|ton|ekor|ha|halaman|pasal|rt|rw|wong|jiwa)$/;
const HOUSE = /^(?:no|nomor|nmr|rt|rw|km|blok|jl|jalan|rp|gang|gg|kamar|pasal|ke|tahun|umur|usia)$/;
const CALLS_BEFORE = 4;

function codesIn(tokens: readonly Token[], text: string): PhoneFact[] {
  const facts: PhoneFact[] = [];
  for (const [at, { word, kind, start, end }] of tokens.entries()) {
    if (kind !== 'number' || !CODES.has(word) || !isCalled(tokens, at)) continue;
    facts.push({
      words: text.slice(start, end),
      start,
      end,
      certainty: 'said',
      number: word,
      callback: false,
    });
  }
  return facts;
}

function isCalled(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (
    after &&
    (UNITS.test(after.plain) || after.kind === 'number' || isTight(tokens, at, at + 1))
  ) {
    return false;
  }
  if (before && isTight(tokens, at - 1, at)) return false;
  const lead = tokens
    .slice(Math.max(0, at - CALLS_BEFORE), at)
    .filter(({ kind }) => kind === 'word');
  const called = lead.some(({ word, plain }) => CALLS.test(word) || CALLS.test(plain));
  if (called) return !(before && /^(?:rt|rw|km|rp|umur|usia)$/.test(before.word));
  return (
    FAMOUS.has(tokens[at]?.word ?? '') &&
    !(before && HOUSE.test(before.plain) && before.word !== 'ke')
  );
}

/** Marks such as `/`, `-`, `,` right at a number make it part of another one. */
function isTight(tokens: readonly Token[], left: number, right: number): boolean {
  const [a, b] = [tokens[left], tokens[right]];
  const marked = a?.kind === 'mark' ? a.word : b?.kind === 'mark' ? b.word : '';
  if (!a || !b || a.end !== b.start || !/^[-/.,:+]$/.test(marked)) return false;
  return a.kind === 'mark' ? tokens[left - 1]?.end === a.start : tokens[right + 1]?.start === b.end;
}
