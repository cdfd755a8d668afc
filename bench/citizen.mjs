// A simulated citizen: answers what the bot asks, by the buttons it offers, until the receipt.

/** What goes wrong in a county; none of it is an emergency, and triage has to read each anew. */
const STORIES = [
  'jalan di depan sekolah rusak parah, lubangnya besar dan dalam',
  'lampu jalan di gang kami mati sudah dua minggu, gelap sekali kalau malam',
  'sampah menumpuk di pinggir pasar dan tidak pernah diangkut, baunya menyengat',
  'air PDAM tidak mengalir sejak tiga hari yang lalu, warga harus beli air galon',
  'got mampet, setiap hujan air masuk ke halaman rumah warga',
  'petugas di kantor kelurahan minta uang untuk urus surat pindah',
  'antrean di puskesmas lama sekali, dokternya sering tidak ada',
  'atap ruang kelas SD bocor, anak-anak belajar kehujanan',
];
const REFERENCE = /\b[0-9A-Z]{3}-[0-9A-Z]{4}\b/;
const text = (said) => ({ kind: 'text', text: said });

/** What each button or question is answered with; the first that is offered counts. */
const ANSWERS = [
  ['menu.report', 'tap'],
  ['landmark.skip', () => text('dekat masjid Al Ikhlas')],
  ['media.skip', 'tap'],
  ['who.anonymous', 'tap'],
  ['read.send', 'tap'],
  ['category.', 'tap'],
  ['area.', 'tap'],
];

/**
 * What citizen `number` says next; null when the receipt is there. `answer` is the bot's bubble,
 * undefined before the first word. Fails loudly when the bot asks what nobody expects.
 */
export function nextWords(number, answer, said) {
  if (answer === undefined) return text('halo');
  if (REFERENCE.test(answer.text)) return null;
  const offered = answer.choices ?? [];
  for (const [value, how] of ANSWERS) {
    const choice = offered.find((one) => one.value.startsWith(value));
    if (choice) return how === 'tap' ? { kind: 'choice', ...choice } : how();
  }
  if (answer.ask === 'location') {
    return number % 2 ? text('Desa Lubuk Saung, Banyuasin III') : pin(number);
  }
  if (offered.length === 0 && said < 4) return text(STORIES[number % STORIES.length]);
  throw new Error(`a question that no citizen expects: ${JSON.stringify(answer)}`);
}

function pin(number) {
  return { kind: 'location', latitude: -2.88 - (number % 100) / 1_000, longitude: 104.38 };
}
