/** A stretch of the text, UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** After "jalan" these are no names: the road is bad, or it leads somewhere. */
export const NO_NAME = words(
  'rusak rusaknya berlubang lubang hancur licin jelek becek tanah setapak kaki gelap utama desa kampung umum poros cor aspal beton yang yg di ke dari ini itu kami saya sini situ depan dekat menuju sudah udah sdh tidak gak ga nggak keluar terus masuk pulang lagi raya2 putus macet amblas longsor bolong tolong mohon kapan sangat parah keadaan kondisi kondisinya rumah warga is in at to the was and banyak baru lama jembatan tersebut lintas2 banjir mati lampu satu dua pintas alternatif penghubung kaki2 bebas hambatan sepi ditutup tutup diblokir pak bu min ya light lights lamp lamps lighting sign signs vendor vendors dog dogs adalah jadi berdebu debu berair penuh sempit kecil besar provinsi kabupaten nasional negara tol akses antar lain milik kita mereka tanpa buntu kerja kerjanya kita2 rayanya malam sore siang pagi tak dak ora teu indak',
);
/** After "desa", "kampung", "dusun" these are no names. */
export const NO_AREA = words(
  'kami kita saya sebelah tetangga lain ini itu tersebut yang yg di ke dari ada sudah belum tidak kecil terpencil tertinggal wisata adat halaman mana mereka sini situ saja semua se nya mohon tolong kepala online siaga mandiri and the is',
);
/** Words at which the name of a street or a landmark ends. */
const ENDS_NAME = words(
  'ada yang yg di ke dari sudah udah sdh lah tidak tdk gak ga nggak belum blm tolong mohon karena krn dan atau lalu mati rusak berlubang hancur banjir terbakar kebakaran macet gelap longsor roboh tumbang tabrakan kecelakaan pak bu min kami saya ini itu nya sekarang skrg tadi kemarin sejak sampai jam pukul segera cepat harap minta sangat parah lagi masih kec kecamatan desa ds kel kelurahan kab rt rw is has was the please and pada dengan dgn untuk kalau jika saat waktu terjadi api asap orang menumpuk numpuk bau bocor putus padam jatuh dekat deket dkt samping sebelah belakang depan dpn seberang sebrang air sampah lampu pohon jalan jln jl hanyut tenggelam km no nomor dusun dsn kp telp hp wa hub hubungi warga korban wib hari ono ana ado aya kobong banjia terjebak kejepit meninggal luka malam semalam geus wis lah pas nopol plat bernopol since for at on near when because with hours days',
);
/** After "dekat" these describe no landmark. */
export const NO_LANDMARK = words(
  'saya kami kita sini situ sana rumah2 mata dengan dgn nya itu ini lagi yang yg mana hari jam bulan tahun ada tidak gak sudah kalau jalan2 lain satu dua anak orang banyak pelayanan hujan magrib subuh sekali bgt banget',
);

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’/-]*\.?|[,;:!?\n.()]/gu;
const FARTHEST = 120;

/** The words from `from` on that make a name; undefined when the first is none. */
export function nameFrom(
  text: string,
  from: number,
  { most, never }: { most: number; never: ReadonlySet<string> },
): Span | undefined {
  let end = from;
  let count = 0;
  for (const match of text.slice(from, from + FARTHEST).matchAll(WORD)) {
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

export function tidy(name: string): string {
  return name.replace(/\s+/g, ' ').trim();
}

/** Names as signs show them: small first letters become capitals, the rest stays as written. */
export function titled(name: string): string {
  return tidy(name).replace(
    /(^|\s)(\p{Ll})/gu,
    (_, blank: string, letter: string) => blank + letter.toUpperCase(),
  );
}
