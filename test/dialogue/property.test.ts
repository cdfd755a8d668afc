import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dialogue } from '../../src/dialogue/advance.js';
import type { Action, DialogueEvent, DialogueState } from '../../src/dialogue/contract.js';
import { COMPLAINT_STATUSES } from '../../src/models/complaint.js';
import type { Content } from '../../src/models/message.js';
import { fakeWorld, media } from './chat.js';

/** What a hostile or hurried citizen may write. */
const PHRASES = [
  'halo',
  'jalan berlubang besar',
  'jalan',
  'air keruh di rumah sejak kemarin',
  'Mulya Agung',
  'sukajadi',
  'depan masjid',
  'lewati',
  '-',
  'anonim',
  'rahasia',
  'Budi Santoso',
  'nama saya Siti, ada pungli di Mulya Agung',
  'ya',
  'tidak',
  'kirim',
  '1',
  '2',
  '9',
  'kebakaran',
  'ada asap di pasar',
  'dua anak terjebak',
  'apa maksudnya',
  'apa syarat membuat KTP?',
  'makasih',
  '{description} {0} $&',
  '\u0000\u202e\u200f',
  '🔥🔥🔥',
  '\ud800',
  'x'.repeat(10_000),
];
const COMMANDS = [
  'kembali',
  'bantuan',
  'bahasa',
  'petugas',
  'status',
  'status K7M-2Q4X',
  'lapor',
  'menu',
  '/start',
];
const DROPPING = ['batal', 'ulang', '/cancel'];
const VALUES = ['menu.report', 'menu.question', 'read.send', 'danger.not', 'danger.yes', 'wat', ''];

type Happening =
  | { kind: 'turn'; contents: Content[] }
  | { kind: 'tap'; index: number }
  | { kind: 'idle' }
  | { kind: 'returned'; note: string }
  | { kind: 'closed' }
  | { kind: 'status'; count: number }
  | { kind: 'pause'; seconds: number };

let files = 0;
const text = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(...PHRASES) },
    { weight: 2, arbitrary: fc.constantFrom(...COMMANDS) },
    { weight: 1, arbitrary: fc.constantFrom(...DROPPING) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  )
  .map((said): Content => ({ kind: 'text', text: said }));
const content: fc.Arbitrary<Content> = fc.oneof(
  { weight: 8, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc
      .record({
        latitude: fc.constantFrom(0, -2.9, 91, Number.NaN),
        longitude: fc.constantFrom(0, 104.5),
      })
      .map((point): Content => ({ kind: 'location', ...point })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('photo' as const, 'audio' as const, 'video' as const).map((kind) => {
      files += 1;
      return media(`file-${files}`, kind);
    }),
  },
  fc.constantFrom(...VALUES).map((value): Content => ({ kind: 'choice', value, label: value })),
  fc.constantFrom<Content>(
    { kind: 'edit', target: 'm', text: 'jalan berlubang sangat besar' },
    { kind: 'reaction', target: 'm', emoji: '👍' },
    { kind: 'unsupported', what: 'poll' },
    { kind: 'contact', name: 'Budi', phone: '+62812' },
    { kind: 'sticker', media: { mediaId: null, mimeType: 'image/webp', bytes: 1 } },
    {
      kind: 'photo',
      media: { mediaId: null, mimeType: 'image/jpeg', bytes: 1, missing: 'too-large' },
    },
  ),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .array(content, { minLength: 1, maxLength: 3 })
      .map((contents): Happening => ({ kind: 'turn', contents })),
  },
  { weight: 5, arbitrary: fc.nat(9).map((index): Happening => ({ kind: 'tap', index })) },
  fc.constant<Happening>({ kind: 'idle' }),
  fc.constant<Happening>({ kind: 'closed' }),
  fc.string({ maxLength: 600 }).map((note): Happening => ({ kind: 'returned', note })),
  fc.nat(4).map((count): Happening => ({ kind: 'status', count })),
  fc.nat(100_000).map((seconds): Happening => ({ kind: 'pause', seconds })),
);

/** Plays a whole life of a conversation and hands every step to `look`. */
function live(
  happenings: Happening[],
  look: (moment: {
    before: Kept;
    event: DialogueEvent;
    actions: Action[];
    after: Kept;
    calls: number;
    closed: boolean;
  }) => void,
): void {
  const world = fakeWorld();
  let state: DialogueState = dialogue.begin('id');
  for (const happening of happenings) {
    if (happening.kind === 'pause') {
      world.now = new Date(world.now.getTime() + happening.seconds * 1000);
      continue;
    }
    if (happening.kind === 'closed') world.awaited = false;
    else delete world.awaited;
    world.triageCalls = 0;
    const event = eventOf(happening, state, world.now);
    const advanced = dialogue.advance(state, event, world);
    const json = JSON.parse(JSON.stringify(advanced.state)) as DialogueState;
    expect(json).toEqual(advanced.state);
    look({
      before: state as Kept,
      event,
      actions: advanced.actions,
      after: json as Kept,
      calls: world.triageCalls,
      closed: happening.kind === 'closed',
    });
    state = json;
  }
}

interface Kept extends DialogueState {
  offered: { value: string }[];
  draft: { tellings: string[]; mediaIds: string[]; place: { point?: object } } | null;
  waiting: object | null;
  lane: object | null;
  suspect: object | null;
}

function eventOf(
  happening: Exclude<Happening, { kind: 'pause' }>,
  state: DialogueState,
  at: Date,
): DialogueEvent {
  if (happening.kind === 'turn') {
    return { type: 'turn', bubbles: happening.contents.map((one) => ({ content: one, at })) };
  }
  if (happening.kind === 'tap' || happening.kind === 'closed') {
    const { offered } = state as Kept;
    const index = happening.kind === 'tap' ? happening.index % Math.max(1, offered.length) : 0;
    const value = offered[index]?.value ?? 'menu.report';
    return { type: 'turn', bubbles: [{ content: { kind: 'choice', value, label: value }, at }] };
  }
  if (happening.kind === 'returned') return { type: 'returned', note: happening.note };
  if (happening.kind === 'idle') return { type: 'idle' };
  const found = Array.from({ length: happening.count }, (_, index) => ({
    reference: `K7M-200${index}`,
    category: 'road' as const,
    status: COMPLAINT_STATUSES[index] ?? 'filed',
    agencyName: 'Dinas PUPR',
    filedAt: at,
    dueAt: at,
    lastPublicNote: 'x'.repeat(2000),
  }));
  return { type: 'status', asked: happening.count === 1 ? 'K7M-2000' : null, found };
}

const life = fc.array(happening, { minLength: 1, maxLength: 25 });
const RUNS = { numRuns: Number(process.env.DIALOGUE_RUNS ?? 100) };

function contentsOf(event: DialogueEvent): Content[] {
  return event.type === 'turn' ? event.bubbles.map((bubble) => bubble.content) : [];
}

function says(actions: Action[]): Extract<Action, { type: 'say' }>[] {
  return actions.filter((action) => action.type === 'say');
}

/** Small screens, list rows of 24 characters, ten of them, and 64 bytes behind a button. */
function fits({ text: said, choices = [], ask }: Extract<Action, { type: 'say' }>): void {
  const readBack = choices.some(({ value }) => value === 'read.send');
  const room = readBack ? 1800 : 900;
  expect(said.trim()).not.toBe('');
  expect(said.length).toBeLessThanOrEqual(room);
  expect(choices.length).toBeLessThanOrEqual(10);
  expect(choices.length > 0 && ask !== undefined).toBe(false);
  expect(choices.filter(({ label }) => label.length < 1 || label.length > 24)).toEqual([]);
  expect(choices.filter(({ value }) => value.length > 64)).toEqual([]);
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
  expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length);
}

/** How pins and files look in a kept state. */
function factsIn(contents: Content[]): string[] {
  const pins = contents.filter(
    (one) => one.kind === 'location' && one.latitude < 91 && (one.latitude || one.longitude),
  );
  const lastPin = pins.at(-1);
  return [
    ...contents.flatMap((one) =>
      'media' in one && one.kind !== 'sticker' ? [one.media.mediaId] : [],
    ),
    lastPin?.kind === 'location' ? `"longitude":${lastPin.longitude}` : null,
  ].filter((fact) => fact !== null);
}

/** Every file kept so far is still kept, and so are the pin and the files of this turn. */
function keepsFacts(moment: {
  before: Kept;
  event: DialogueEvent;
  after: Kept;
  closed: boolean;
  kept: string;
}): void {
  const { before, event, after, kept } = moment;
  const contents = contentsOf(event);
  // What an operator was told and closed stays in the thread and on the card.
  const lane = before.lane ?? before.suspect;
  const laneEnded = lane !== null && after.lane === null && moment.closed;
  const calledOff = before.lane !== null && after.lane === null;
  if (throwsAway(contents) || event.type === 'returned' || laneEnded || calledOff) return;
  for (const id of JSON.stringify(before).match(/file-\d+/g) ?? [])
    expect(kept).toContain(`"${id}"`);
  const forSomebodyElse = before.waiting !== null || after.waiting !== null;
  const asked = before.step === 'question' || after.step === 'question';
  if (forSomebodyElse || asked || before.step === 'danger-more') return;
  for (const fact of factsIn(contents)) expect(kept).toContain(fact);
}

describe('whatever a citizen does', () => {
  it('nothing breaks, and everything that can be answered is answered or visibly awaited', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        live(happenings, ({ before, event, actions, after }) => {
          expect(actions).not.toContainEqual({ type: 'handoff', reason: 'trouble' });
          if (contentsOf(event).every(({ kind }) => kind === 'reaction')) return;
          const answered =
            says(actions).length > 0 || actions.some(({ type }) => type === 'look-up');
          expect(answered || (before.waiting !== null && after.waiting !== null)).toBe(true);
        });
      }),
      RUNS,
    );
  });

  it('what is said fits a small screen, a list row and a slow line', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        live(happenings, ({ actions }) => {
          for (const one of says(actions)) fits(one);
        });
      }),
      RUNS,
    );
  });

  it('triage is asked at most twice, and every word in the emergency lane carries 112', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        live(happenings, ({ before, event, actions, after, calls }) => {
          expect(calls).toBeLessThanOrEqual(2);
          if (event.type === 'status' || !before.lane || !after.lane) return;
          for (const { text: said } of says(actions)) expect(said).toContain('112');
        });
      }),
      RUNS,
    );
  });

  it('a reminder is asked for only when there is something to come back to', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        live(happenings, ({ actions, after }) => {
          const reminders = actions.filter(({ type }) => type === 'remind');
          expect(reminders.length).toBeLessThanOrEqual(1);
          if (!after.draft && !after.lane && !after.suspect) expect(reminders).toEqual([]);
        });
      }),
      RUNS,
    );
  });

  it('no photo and no pin is lost unless the citizen throws it away', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        let filed = '';
        live(happenings, ({ before, event, actions, after, closed }) => {
          filed += JSON.stringify(actions.filter(({ type }) => type === 'file'));
          keepsFacts({ before, event, after, closed, kept: JSON.stringify(after) + filed });
        });
      }),
      RUNS,
    );
  });

  it('no word of the story is lost unless the citizen replaces it', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        let filed = '';
        live(happenings, ({ before, event, actions, after }) => {
          filed += JSON.stringify(actions.filter(({ type }) => type === 'file'));
          const contents = contentsOf(event);
          const replaced =
            before.step === 'describe' ||
            before.suspect !== null ||
            contents.some(
              (one) => one.kind === 'edit' || (one.kind === 'text' && one.text === 'kembali'),
            );
          if (throwsAway(contents) || replaced) return;
          const kept = JSON.stringify(after) + filed;
          for (const telling of before.draft?.tellings ?? []) {
            const told = JSON.stringify(telling.slice(0, 1000)).slice(1, -1);
            expect(kept).toContain(told);
          }
        });
      }),
      RUNS,
    );
  });
});

/** Words and buttons that mean "away with it". */
function throwsAway(contents: Content[]): boolean {
  return contents.some(
    (one) =>
      (one.kind === 'text' && [...DROPPING, '2', '9'].includes(one.text)) ||
      (one.kind === 'choice' &&
        ['resume.new', 'read.cancel', 'media.clear', 'danger.mistake'].includes(one.value)),
  );
}
