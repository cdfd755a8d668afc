import type { Relation } from '../../models/facts.js';
import { type Mark, MOST_AREA_WORDS, MOST_MARKS } from './mark.js';
import { NO_LANDMARK, nameFrom, tidy } from './names.js';

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
const MOST_LANDMARK_WORDS = 5;
/** "sekitar 5 orang", "kantor 0711-…" name no landmark; "SDN 3" and "SMP 12" do. */
const NUMBER_FIRST = /^\d(?![\s]|\d?\s|\d?$)|^\d+\s*(?:orang|rumah|meter|kk|jam|hari|tahun|-)/iu;
/** "minggu depan", "bulan depan" are times. */
const TIME_BEFORE = /(?:minggu|bulan|tahun|hari|pekan|senin|selasa|rabu|kamis|jumat|sabtu)\s+$/i;

/** What a place lies near, and buildings named by the way, in the order of the text. */
export function landmarksIn(text: string): Mark[] {
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
