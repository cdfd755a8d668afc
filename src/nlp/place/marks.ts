import { landmarksIn } from './landmarks.js';
import { type Mark, MOST_AREA_WORDS, MOST_MARKS } from './mark.js';
import { NO_AREA, NO_NAME, nameFrom, tidy, titled } from './names.js';

const STREET = /(?<!\p{L})(jalan|jln|jl|gang|gg|lorong|lrg|lr|jalur|street)(?!\p{L})[.\s]*/giu;
const STREET_BEHIND =
  /(?<!\p{L})((?:\p{Lu}[\p{L}'’]+ ){1,3})([Ss]treet|[Rr]oad|[Ss]t\.|[Rr]d\.)(?!\p{L})/gu;
const HOUSE =
  /^\s*,?\s*(?:blok\s+[a-z]?\d{0,2}[a-z]?\s*,?\s*)?(?:no|nomor|nmr|nomer)\b[.\s]*(\d+[a-z]?)\b/iu;
const STREET_KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    jalan: 'Jalan',
    jln: 'Jalan',
    jl: 'Jalan',
    gang: 'Gang',
    gg: 'Gang',
    lorong: 'Lorong',
    lrg: 'Lorong',
    lr: 'Lorong',
    jalur: 'Jalur',
    street: 'Street',
  }),
);
/** `RT 05, 2 orang` has no RW: without its word it stands behind a stroke only. */
const RT_RW =
  /(?<!\p{L})(?:rt[\s.:]*0*(\d{1,3})(?:(?:\s*[/,-]?\s*rw[\s.:]*|\s?[/-]\s?)0*(\d{1,3})(?!\d))?|rw[\s.:]*0*(\d{1,3}))/giu;
const KILOMETRE = /(?<!\p{L})(?:km|kilometer|kilo)(?!\p{L})[.\s]*(\d{1,3}(?:[.,]\d)?)(?![\d/])/giu;

const NAMED_AREA =
  /(?<!\p{L})(desa|ds|kelurahan|kel|kecamatan|kec|kcmtn|dusun|dsn|kampung|kp|kmp|perumahan|perum|komplek|kompleks|village of|hamlet of)(?!\p{L})[.\s:]+/giu;
const AREA_KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    desa: 'Desa',
    ds: 'Desa',
    kelurahan: 'Kelurahan',
    kel: 'Kelurahan',
    kecamatan: 'Kecamatan',
    kec: 'Kecamatan',
    kcmtn: 'Kecamatan',
    dusun: 'Dusun',
    dsn: 'Dusun',
    kampung: 'Kampung',
    kp: 'Kampung',
    kmp: 'Kampung',
    perumahan: 'Perumahan',
    perum: 'Perumahan',
    komplek: 'Kompleks',
    kompleks: 'Kompleks',
  }),
);
const HAMLETS = /^(?:dusun|dsn|kampung|kp|kmp|perumahan|perum|komplek|kompleks|hamlet of)$/i;
const MOST_NAME_WORDS = 4;
/** Streets, RT/RW, kilometre marks, landmarks, hamlets, in the order of the text for each kind. */
export function marksIn(text: string): Mark[] {
  return [
    ...streetsIn(text),
    ...rtRwIn(text),
    ...kilometresIn(text),
    ...landmarksIn(text),
    ...areasIn(text),
  ];
}

function streetsIn(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(STREET)) {
    const from = match.index + match[0].length;
    const name = nameFrom(text, from, { most: MOST_NAME_WORDS, never: NO_NAME });
    if (!name || marks.some(({ end }) => end > match.index)) continue;
    const house = HOUSE.exec(text.slice(name.end));
    const end = name.end + (house?.[0].length ?? 0);
    const kind = STREET_KINDS.get(match[1]?.toLowerCase() ?? '') ?? 'Jalan';
    const number = house ? ` No. ${house[1]?.toUpperCase()}` : '';
    const value = `${kind} ${titled(text.slice(name.start, name.end))}${number}`;
    marks.push({ kind: 'street', start: match.index, end, value });
    if (marks.length === MOST_MARKS) break;
  }
  for (const match of text.matchAll(STREET_BEHIND)) {
    if (/^(?:The|This|Our|My|That|Main|In|On|At) /.test(match[0])) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    marks.push({ kind: 'street', start, end, value: tidy(match[0]) });
  }
  return marks.slice(0, MOST_MARKS);
}

function rtRwIn(text: string): Mark[] {
  const two = (digits: string): string => digits.padStart(2, '0');
  return [...text.matchAll(RT_RW)].slice(0, MOST_MARKS).map((match) => {
    const [whole, rt, rw, onlyRw] = match;
    const value = [rt && `RT ${two(rt)}`, (rw ?? onlyRw) && `RW ${two(rw ?? onlyRw ?? '')}`]
      .filter(Boolean)
      .join('/');
    return { kind: 'rt-rw', value, start: match.index, end: match.index + whole.length };
  });
}

function kilometresIn(text: string): Mark[] {
  return [...text.matchAll(KILOMETRE)].slice(0, MOST_MARKS).map((match) => ({
    kind: 'km',
    value: `km ${match[1]?.replace('.', ',')}`,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** "Dusun III", "kp. Suka Damai"; villages that no gazetteer may know. */
function areasIn(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(NAMED_AREA)) {
    const word = (match[1] ?? '').toLowerCase();
    const name = nameFrom(text, match.index + match[0].length, {
      most: MOST_AREA_WORDS,
      never: NO_AREA,
    });
    if (!name || marks.length >= MOST_MARKS) continue;
    const value = `${AREA_KINDS.get(word) ?? 'Desa'} ${titled(text.slice(name.start, name.end))}`;
    marks.push({
      kind: HAMLETS.test(word) ? 'hamlet' : 'area',
      value,
      start: match.index,
      end: name.end,
    });
  }
  return marks;
}
