import type { Relation } from '../../models/facts.js';
import { NO_AREA, NO_LANDMARK, NO_NAME, nameFrom, type Span, tidy, titled } from './names.js';

/** A mark of a place that needs no gazetteer, and its plain form. */
export interface Mark extends Span {
  kind: 'street' | 'rt-rw' | 'km' | 'landmark' | 'hamlet' | 'area';
  value: string;
  relation?: Relation;
  /** Too weak to fill the dialogue's place by: a building named by the way, "sekitar …". */
  weak?: boolean;
}

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

/** Words of nearness, by what they say; Indonesian and its neighbours, English. */
const RELATIONS: Readonly<Record<Relation, string>> = {
  near: 'dekat|deket|dkt|dket|deketnya|dekatnya|dkat|parak|parek|cedak|cedek|cerak|caket|deukeut|dakek|sekitar|sekitaran|arah|near|close to|around',
  beside:
    'samping|sampingnya|smpg|smping|sebelah|sblh|sbelah|disamping|sanding|sandinge|gigir|gigireun|sampiang|sabalah|beside|next to',
  behind: 'belakang|blkg|blakang|belakangnya|mburi|mburine|tukang|tukangeun|balakang|behind',
  'in-front':
    'depan|dpn|dpan|depannya|didepan|ngarep|ngarepe|ngajeng|hareup|hareupeun|payun|payuneun|muko|in front of',
  opposite:
    'seberang|sebrang|sbrg|sebrg|seberangnya|sabrang|peuntaseun|subarang|opposite|across from',
  at: 'simpang|perempatan|prempatan|pertigaan|prapatan|simpangan|persis|pas di|prapatan|parapatan|persimpangan|bundaran|at the junction of',
  before: 'sebelum|sblm|sakdurunge|samemeh|sabalun',
  beyond: 'setelah|sesudah|stlh|lewat|liwat|sakwise|after',
  edge: 'ujung|pinggir|pinggiran|tepi|sisi|ujuang|tapi sungai|edge of|end of',
};
const RELATION_OF: ReadonlyMap<string, Relation> = new Map(
  Object.entries(RELATIONS).flatMap(([relation, list]) =>
    list.split('|').map((word): [string, Relation] => [word, relation as Relation]),
  ),
);
const NEAR = new RegExp(
  `(?<!\\p{L})(${[...RELATION_OF.keys()].toSorted((a, b) => b.length - a.length).join('|')})\\s+(?:the\\s+)?`,
  'giu',
);
/** The dialogue's place is filled by these alone: the others are used of other things as well. */
const LOOSE = /^(?:sekitar|sekitaran|after|lewat|liwat|tukang|sisi|tepi|muko|sesudah)$/;
/** These are places themselves: they stay in the plain form. */
const OWN_PLACE =
  /^(?:simpang|perempatan|prempatan|pertigaan|prapatan|simpangan|parapatan|persimpangan|bundaran)/i;
const BUILDING =
  /(?<!\p{L})(jembatan|jmbtn|pasar|psr|masjid|mesjid|musholla|mushola|langgar|gereja|vihara|sdn?|smpn?|sman?|smkn?|min|mtsn?|man|tk|paud|pesantren|ponpes|puskesmas|pustu|rsud|klinik|spbu|pom bensin|terminal|pelabuhan|dermaga|pabrik|gudang|pt|cv|bank|atm|indomaret|alfamart|kantor|polsek|lapangan|stadion|taman|makam|tpu|perumahan|perum|komplek|kompleks|bundaran|tugu|market|mosque|school|bridge)(?!\p{L})[.\s]+/giu;
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
const MOST_LANDMARK_WORDS = 5;
const MOST_AREA_WORDS = 3;
const MOST_MARKS = 6;

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

/** "sekitar 5 orang", "kantor 0711-…" name no landmark; "SDN 3" and "SMP 12" do. */
const NUMBER_FIRST = /^\d(?![\s]|\d?\s|\d?$)|^\d+\s*(?:orang|rumah|meter|kk|jam|hari|tahun|-)/iu;
/** "minggu depan", "bulan depan" are times. */
const TIME_BEFORE = /(?:minggu|bulan|tahun|hari|pekan|senin|selasa|rabu|kamis|jumat|sabtu)\s+$/i;

function landmarksIn(text: string): Mark[] {
  const near = [...text.matchAll(NEAR)]
    .filter(({ index }) => !TIME_BEFORE.test(text.slice(Math.max(0, index - 10), index)))
    .map((match) => {
      const word = (match[1] ?? '').toLowerCase();
      const relation = RELATION_OF.get(word) ?? 'near';
      return landmarkAt(text, match, {
        relation,
        weak: LOOSE.test(word),
        own: OWN_PLACE.test(word),
      });
    });
  const buildings = [...text.matchAll(BUILDING)].map((match) =>
    landmarkAt(text, match, { weak: true, own: true }),
  );
  const marks: Mark[] = [];
  for (const mark of [...near, ...buildings]) {
    const overlaps = marks.some(
      (other) => mark && other.start < mark.end && mark.start < other.end,
    );
    if (mark && !overlaps && marks.length < MOST_MARKS) marks.push(mark);
  }
  return marks.toSorted((a, b) => a.start - b.start);
}

function landmarkAt(
  text: string,
  match: RegExpExecArray,
  { relation, weak, own }: { relation?: Relation; weak: boolean; own: boolean },
): Mark | undefined {
  const from = match.index + match[0].length;
  const most = relation ? MOST_LANDMARK_WORDS : MOST_AREA_WORDS;
  const name = nameFrom(text, from, { most, never: NO_LANDMARK });
  if (!name || (weak && NUMBER_FIRST.test(text.slice(name.start, name.end)))) return undefined;
  return {
    kind: 'landmark',
    start: match.index,
    end: name.end,
    value: tidy(text.slice(own ? match.index : from, name.end)),
    ...(relation && { relation }),
    ...(weak && { weak }),
  };
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
