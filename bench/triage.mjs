// Triage beside other ways to do it: the same corpus to learn from, the same messages to answer, one
// run, one table. Usage: npm ci (in bench/), npm run build (in the root), then
//   node bench/triage.mjs [dist]
// `natural` compares every word of the corpus with every message when it learns: Bayes takes minutes for
// each of the three questions and logistic regression hours, so they get every nth message.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import natural from 'natural';
import { NlpManager } from 'node-nlp';

const root = join(import.meta.dirname, '..');
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const MOST_FOR_BAYES = 4000;
const MOST_FOR_REGRESSION = 200;
const HEADS = ['category', 'emergency', 'intent'];

const [written, evaluation] = ['written', 'evaluation'].map(messagesIn);
const taught = [...written, ...read(join(root, 'src/nlp/corpus/composed.jsonl'), 'composed')];

const rows = [];
for (const way of [keywords, sahut, naturalBayes, nodeNlp, naturalRegression]) {
  const began = performance.now();
  const { name, answer } = await way();
  const seconds = (performance.now() - began) / 1000;
  rows.push(measured(name, seconds, await answersOf(answer)));
  process.stderr.write(`${name}: ${seconds.toFixed(0)} s to learn\n`);
}
print(rows);

/** A message with its three answers; `emergency` is yes or no, as a front door must decide. */
function read(file, name) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { text, category, urgency, intent } = JSON.parse(line);
      const emergency = urgency === 'emergency' ? 'yes' : 'no';
      return { text, category, emergency, intent, file: name };
    });
}

function messagesIn(part) {
  const folder = join(root, 'src/nlp/corpus', part);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && name !== 'parallel.jsonl')
    .sort()
    .flatMap((name) => read(join(folder, name), name.replace('.jsonl', '')));
}

function everyNth(items, most) {
  const step = items.length / most;
  return Array.from({ length: most }, (_, at) => items[Math.floor(at * step)]);
}

async function answersOf(answer) {
  const answers = [];
  for (const { text } of evaluation) {
    const began = performance.now();
    const given = await answer(text);
    answers.push({ ...given, milliseconds: performance.now() - began });
  }
  return answers;
}

/** What a beginner writes down in an hour: the first list with a word in the text wins. */
function keywords() {
  const lists = {
    fire: 'kebakaran terbakar api gas asap damkar meledak',
    accident: 'kecelakaan tabrakan tertabrak tenggelam kesetrum terjepit jatuh',
    medical: 'pingsan ambulans kejang sesak melahirkan keracunan jantung',
    disaster: 'banjir longsor gempa angin tsunami pohon tumbang',
    animal_rescue: 'ular tawon buaya anjing monyet kucing',
    corruption: 'pungli korupsi suap fiktif dipotong calo',
    law_order: 'maling begal tawuran judi narkoba preman berisik pencurian',
    education: 'sekolah guru siswa ppdb beasiswa',
    health: 'puskesmas rsud bpjs obat dokter dbd',
    social: 'bansos pkh miskin lansia odgj disabilitas',
    admin_service: 'ktp kk akta surat izin kecamatan sertifikat',
    transport: 'macet parkir angkot lampu merah rambu truk',
    power: 'listrik pln tiang kabel padam',
    water: 'pdam air sumur kran pipa',
    waste: 'sampah bau limbah polusi',
    road: 'jalan jembatan berlubang aspal trotoar drainase',
  };
  const sets = Object.entries(lists).map(([category, words]) => [category, words.split(' ')]);
  const danger = new Set(
    ['fire', 'accident', 'medical', 'disaster'].flatMap((category) => lists[category].split(' ')),
  );
  const questions = ['apa', 'bagaimana', 'kapan', 'dimana', 'berapa', 'syarat', 'cara'];
  const answer = (text) => {
    const words = new Set(text.toLowerCase().split(/[^\p{L}]+/u));
    const found = sets.filter(([, list]) => list.some((word) => words.has(word)));
    const best = found.map(([category]) => category);
    const asks = questions.some((word) => words.has(word)) || text.includes('?');
    return {
      categories: [...best, 'other'],
      emergency: [...danger].some((word) => words.has(word)) ? 'yes' : 'no',
      intent: asks ? 'information' : best.length > 0 ? 'report' : 'smalltalk',
    };
  };
  return { name: 'keyword list', answer };
}

function withNatural(create, messages) {
  const learners = HEADS.map((head) => {
    const learner = create();
    for (const message of messages) learner.addDocument(message.text, message[head]);
    learner.train();
    return learner;
  });
  return (text) => {
    const [category, emergency, intent] = learners.map((learner) =>
      learner.getClassifications(text).map(({ label }) => label),
    );
    return { categories: category, emergency: emergency[0], intent: intent[0] };
  };
}

function naturalBayes() {
  const some = everyNth(taught, MOST_FOR_BAYES);
  const answer = withNatural(() => new natural.BayesClassifier(natural.StemmerId), some);
  return { name: `natural, Bayes (${some.length} messages)`, answer };
}

function naturalRegression() {
  const few = everyNth(taught, MOST_FOR_REGRESSION);
  const create = () => new natural.LogisticRegressionClassifier(natural.StemmerId);
  const answer = withNatural(create, few);
  return { name: `natural, logistic regression (${few.length} messages)`, answer };
}

async function nodeNlp() {
  const managers = [];
  for (const head of HEADS) {
    const manager = new NlpManager({
      languages: ['id'],
      forceNER: false,
      nlu: { log: false, useNoneFeature: false },
      autoSave: false,
    });
    for (const message of taught) manager.addDocument('id', message.text, message[head]);
    await manager.train();
    managers.push(manager);
  }
  const answer = async (text) => {
    const [category, emergency, intent] = await Promise.all(
      managers.map(async (manager) => {
        const { classifications } = await manager.process('id', text);
        return classifications.map(({ intent: label }) => label);
      }),
    );
    return { categories: category, emergency: emergency[0], intent: intent[0] };
  };
  return { name: 'node-nlp', answer };
}

async function sahut() {
  if (!existsSync(join(dist, 'nlp', 'load.js'))) throw new Error('Run npm run build first.');
  const { loadTriage } = await import(pathToFileURL(join(dist, 'nlp', 'load.js')).href);
  const triage = loadTriage();
  const answer = (text) => {
    const { categories, urgency, intent } = triage(text);
    return {
      categories: categories.map(({ category }) => category),
      emergency: urgency === 'emergency' ? 'yes' : 'no',
      intent,
    };
  };
  return { name: 'Sahut (loaded; npm run train takes under a minute)', answer };
}

function measured(name, seconds, answers) {
  const pairs = answers.map((given, at) => ({ given, right: evaluation[at] }));
  const share = (of, hit) => of.filter(hit).length / Math.max(1, of.length);
  const ordinary = pairs.filter(
    ({ right }) => right.file === 'ordinary' && right.emergency === 'no',
  );
  const calm = pairs.filter(({ right }) => right.emergency === 'no');
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    way: name,
    'category right': share(pairs, ({ given, right }) => given.categories[0] === right.category),
    'among best three': share(pairs, ({ given, right }) =>
      given.categories.slice(0, 3).includes(right.category),
    ),
    'category macro F1': macroF1(pairs, 'category', ({ categories }) => categories[0]),
    'emergencies found': share(
      pairs.filter(({ right }) => right.emergency === 'yes'),
      ({ given }) => given.emergency === 'yes',
    ),
    'false alarms, everyday': share(ordinary, ({ given }) => given.emergency === 'yes'),
    'false alarms, with traps': share(calm, ({ given }) => given.emergency === 'yes'),
    'intent macro F1': macroF1(pairs, 'intent', ({ intent }) => intent),
    'ms a message': times.reduce((sum, each) => sum + each, 0) / times.length,
    'ms p99': times[Math.floor(times.length * 0.99)],
    'ready after s': seconds,
  };
}

function macroF1(pairs, head, answerOf) {
  const labels = [...new Set(pairs.map(({ right }) => right[head]))];
  const scores = labels.map((label) => {
    const both = pairs.filter(
      (pair) => pair.right[head] === label && answerOf(pair.given) === label,
    );
    const either = pairs.filter(
      (pair) => pair.right[head] === label || answerOf(pair.given) === label,
    );
    return (2 * both.length) / (both.length + either.length);
  });
  return scores.reduce((sum, each) => sum + each, 0) / scores.length;
}

function print(table) {
  const head = Object.keys(table[0]);
  const cell = (name, value) => {
    if (typeof value === 'string') return value;
    if (name.startsWith('ms')) return value.toFixed(2);
    if (name.endsWith(' s')) return value.toFixed(1);
    return name.includes('F1') ? value.toFixed(3) : `${(value * 100).toFixed(1)} %`;
  };
  const line = (cells) => `| ${cells.join(' | ')} |`;
  process.stdout.write(
    `${taught.length} messages to learn from, ${evaluation.length} to answer.\n\n`,
  );
  process.stdout.write(`${line(head)}\n${line(head.map(() => '---'))}\n`);
  for (const row of table)
    process.stdout.write(`${line(head.map((name) => cell(name, row[name])))}\n`);
}
