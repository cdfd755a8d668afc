import type { ConversationRow } from '../src/handoff/contract.js';
import type { Chance } from './chance.js';
import type { PastClock } from './past-clock.js';
import type { Staff } from './staff.js';
import type { StoryKind } from './stories.js';
import type { Town } from './town.js';
import { askAndReturn, decide, type Fate, finish, take } from './work.js';

/** What happened in one shift. */
interface Shift {
  minutesAgo: number;
  stories: readonly StoryKind[];
  /** What became of its complaints. */
  fates: readonly Fate[];
}

const DAY = 24 * 60;
const ORDINARY: readonly StoryKind[] = ['report', 'report', 'report', 'report', 'report'];

/** The last days, oldest first; what is recent is still open. */
export const SHIFTS: readonly Shift[] = [
  {
    minutesAgo: 5 * DAY,
    stories: [...ORDINARY, 'certain', 'question'],
    fates: ['closed', 'resolved', 'closed', 'rejected'],
  },
  {
    minutesAgo: 4 * DAY - 90,
    stories: [...ORDINARY, 'officer'],
    fates: ['resolved', 'closed', 'in_progress'],
  },
  {
    minutesAgo: 3 * DAY + 120,
    stories: [...ORDINARY, 'suspected'],
    fates: ['in_progress', 'resolved', 'rejected'],
  },
  {
    minutesAgo: 2 * DAY,
    stories: [...ORDINARY, 'question'],
    fates: ['in_progress', 'forwarded', 'resolved'],
  },
  { minutesAgo: DAY + 60, stories: [...ORDINARY, 'certain'], fates: ['forwarded', 'in_progress'] },
  { minutesAgo: 5 * 60, stories: ORDINARY, fates: ['forwarded', 'filed'] },
];
/** The last shift is not over: its people are still being helped, or wait. */
const LAST: readonly StoryKind[] = ['report', 'report', 'report', 'certain', 'question', 'officer'];
const LAST_MINUTES_AGO = 40;

/** How long the citizens get, in real time, to hear an answer and react. */
const REACT_MS = 60;
const TELL_WITHIN_MS = 4_000;

export interface PastParts {
  town: Town;
  staff: Staff;
  clock: PastClock;
  chance: Chance;
  shifts?: readonly Shift[];
}

/** Lives through the last days: citizens write, operators work, all through the house's own doors. */
export async function livePast(parts: PastParts): Promise<void> {
  const { clock, shifts = SHIFTS } = parts;
  const dealtWith = new Set<string>();
  for (const shift of shifts) {
    clock.goTo(shift.minutesAgo);
    await write(parts, shift.stories);
    await workThrough(parts, shift, dealtWith);
  }
  clock.goTo(LAST_MINUTES_AGO);
  await parts.town.arrive('report', { leavesAt: 'media.ask' });
  await write(parts, LAST);
  await takeSome(parts);
}

/** Everybody of a shift tells a story, all at once. */
async function write({ town }: PastParts, stories: readonly StoryKind[]): Promise<void> {
  await Promise.all(
    stories.map(async (kind) => {
      const citizen = await town.arrive(kind);
      // Whoever has not come to an end by now is left behind: the past must not keep the present.
      await Promise.race([citizen.told(), moment(TELL_WITHIN_MS)]);
    }),
  );
}

async function workThrough(
  parts: PastParts,
  { fates }: Shift,
  dealtWith: Set<string>,
): Promise<void> {
  const { staff, chance } = parts;
  const pause = breather(parts);
  const rows = (await staff.admin.list('all', 100)).filter(({ id }) => !dealtWith.has(id));
  await Promise.all(
    rows.map(async (row, at) => {
      dealtWith.add(row.id);
      const desk = at % 2 === 0 ? staff.sari : staff.joko;
      if (row.owner.kind === 'waiting') {
        await take(desk, row, pause);
        return finish(desk, row, pause);
      }
      if (row.references.length === 0) return;
      const fate = fates[at % fates.length] ?? 'filed';
      if (fate === 'in_progress' && chance.happens(0.4)) await askAndReturn(desk, row, pause);
      return decide(desk, row, fate);
    }),
  );
}

/** Sari and Joko have a few of the newest in hand; the others wait for the newcomer. */
async function takeSome(parts: PastParts): Promise<void> {
  const { staff } = parts;
  const pause = breather(parts);
  const rows = await staff.admin.list('all', 12);
  const waits = (row: ConversationRow) => row.owner.kind === 'waiting';
  const urgent = rows.find((row) => waits(row) && row.danger > 0);
  const calm = rows.find((row) => waits(row) && row.danger === 0);
  const filed = rows.find(({ owner, references }) => owner.kind === 'bot' && references.length > 0);
  if (urgent) await take(staff.joko, urgent, pause);
  if (calm) await take(staff.sari, calm, pause);
  if (filed) await take(staff.sari, filed, pause);
  await pause(30);
}

/** Time passes in the story, and a moment in truth, so that people can react. */
function breather({ clock }: PastParts) {
  return async (seconds: number): Promise<void> => {
    clock.pass(seconds);
    await moment(REACT_MS);
  };
}

/** Real time. */
function moment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
