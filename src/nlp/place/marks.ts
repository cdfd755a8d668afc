/** A stretch of the text, UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Marks of a place that need no gazetteer. */
export interface Marks {
  street?: string;
  rtRw?: string;
  landmark?: string;
  /** What streets and landmarks cover: a village named in there names a road or a shop. */
  covered: Span[];
  found: boolean;
}

const RT_RW =
  /\brt[\s.:]*0*(\d{1,3})(?:\s*[/,-]?\s*(?:rw[\s.:]*)?0*(\d{1,3}))?|\brw[\s.:]*0*(\d{1,3})/iu;
const RW_AFTER = /\brw[\s.:]*0*(\d{1,3})/iu;
const STREET = /\b(?:jalan|jln|jl|gang|gg|lorong|lrg|jalur|street)\b[.\s]*/giu;
const KILOMETRE = /\b(?:km|kilometer)\b[.\s]*(\d{1,3}(?:[.,]\d)?)/iu;
const NEAR =
  /\b(?:dekat|deket|dkt|samping|sampingnya|sebelah|belakang|blkg|depan|dpn|seberang|sebrang|sebelum|setelah|persis|arah|simpang|perempatan|pertigaan|ujung|parak|pinggir|cedak|ngarep|ngarepe|mburi|caket|gigireun|payuneun|payun|tukangeun|near|behind|opposite|beside|next to|in front of)\s+/giu;

/** After "jalan" these are no names: the road is bad, or it leads somewhere. */
const NO_NAME = new Set(
  'rusak rusaknya berlubang lubang hancur licin jelek becek tanah setapak kaki gelap utama desa kampung umum poros cor aspal beton yang yg di ke dari ini itu kami saya sini situ depan dekat menuju sudah udah sdh tidak gak ga nggak keluar terus masuk pulang lagi raya2 putus macet amblas longsor bolong tolong mohon kapan sangat parah keadaan kondisi kondisinya rumah warga is in at to the was and banyak baru lama jembatan tersebut lintas2 banjir mati lampu satu dua pintas alternatif penghubung kaki2 bebas hambatan sepi ditutup tutup diblokir pak bu min ya light lights lamp lamps lighting sign signs vendor vendors dog dogs adalah jadi berdebu debu berair penuh sempit kecil besar'.split(
    ' ',
  ),
);
/** Words at which the name of a street or a landmark ends. */
const ENDS_NAME = new Set(
  'ada yang yg di ke dari sudah udah sdh lah tidak tdk gak ga nggak belum blm tolong mohon karena krn dan atau lalu mati rusak berlubang hancur banjir terbakar kebakaran macet gelap longsor roboh tumbang tabrakan kecelakaan pak bu min kami saya ini itu nya sekarang skrg tadi kemarin sejak sampai jam pukul segera cepat harap minta sangat parah lagi masih kec kecamatan desa ds kel kelurahan kab rt rw is has was the please and pada dengan dgn untuk kalau jika saat waktu terjadi api asap orang menumpuk numpuk bau bocor putus padam jatuh dekat deket dkt samping sebelah belakang depan dpn seberang sebrang air sampah lampu pohon jalan jln jl hanyut tenggelam km no nomor'.split(
    ' ',
  ),
);
/** After "dekat" these describe no landmark. */
const NO_LANDMARK = new Set(
  'saya kami kita sini situ sana rumah2 mata dengan dgn nya itu ini lagi yang yg mana hari jam bulan tahun ada tidak gak sudah kalau jalan2 lain satu dua anak orang banyak pelayanan hujan magrib subuh sekali bgt banget'.split(
    ' ',
  ),
);
const MOST_NAME_WORDS = 4;
const MOST_LANDMARK_WORDS = 5;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’/-]*\.?|[,;:!?\n.]/gu;

/** Streets, RT/RW, kilometre marks and landmarks in a text of at most a few thousand characters. */
export function marksIn(text: string): Marks {
  const covered: Span[] = [];
  const street = streetIn(text, covered);
  const kilometre = KILOMETRE.exec(text)?.[0];
  const landmark = landmarkIn(text, covered);
  const rtRw = rtRwIn(text);
  const named =
    street && kilometre && !street.includes(kilometre)
      ? `${street} ${kilometre}`
      : (street ?? kilometre);
  return {
    ...(named && { street: named }),
    ...(rtRw && { rtRw }),
    ...(landmark && { landmark }),
    covered,
    found: Boolean(named || rtRw || landmark),
  };
}

function rtRwIn(text: string): string | undefined {
  const match = RT_RW.exec(text);
  if (!match) return undefined;
  const two = (digits: string): string => digits.padStart(2, '0');
  const [, rt, second, onlyRw] = match;
  if (onlyRw) return `RW ${two(onlyRw)}`;
  const rw = second ?? RW_AFTER.exec(text.slice(match.index))?.[1];
  return rt && (rw ? `RT ${two(rt)}/RW ${two(rw)}` : `RT ${two(rt)}`);
}

function streetIn(text: string, covered: Span[]): string | undefined {
  for (const match of text.matchAll(STREET)) {
    const from = match.index + match[0].length;
    const name = nameFrom(text, from, { most: MOST_NAME_WORDS, never: NO_NAME });
    if (!name) continue;
    const number = /^\s*,?\s*(?:no|nomor|nmr)\b[.\s]*\d+[a-z]?\b/iu.exec(text.slice(name.end));
    const end = name.end + (number?.[0].length ?? 0);
    covered.push({ start: match.index, end });
    return tidy(text.slice(match.index, end));
  }
  return undefined;
}

function landmarkIn(text: string, covered: Span[]): string | undefined {
  for (const match of text.matchAll(NEAR)) {
    const from = match.index + match[0].length;
    const name = nameFrom(text, from, { most: MOST_LANDMARK_WORDS, never: NO_LANDMARK });
    if (!name) continue;
    covered.push({ start: match.index, end: name.end });
    return tidy(text.slice(match.index, name.end));
  }
  return undefined;
}

/** The words from `from` on that make a name; undefined when the first is none. */
function nameFrom(
  text: string,
  from: number,
  { most, never }: { most: number; never: ReadonlySet<string> },
): Span | undefined {
  let end = from;
  let count = 0;
  for (const match of text.slice(from, from + 120).matchAll(WORD)) {
    const word = match[0].toLowerCase().replace(/\.$/, '');
    const stops = !/[\p{L}\p{N}]/u.test(word) || ENDS_NAME.has(word);
    if (count === 0 && (stops || never.has(word))) return undefined;
    if (stops || count >= most) break;
    end = from + match.index + match[0].replace(/\.$/, '').length;
    count++;
    if (match[0].endsWith('.') && word.length > 3) break;
  }
  return count > 0 ? { start: from, end } : undefined;
}

function tidy(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
