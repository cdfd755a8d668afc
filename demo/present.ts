import type { Chance } from './chance.js';
import type { Staff } from './staff.js';
import type { StoryKind } from './stories.js';
import type { Town } from './town.js';
import { decide, finish, type Pause, take } from './work.js';

/** Seconds between two newcomers; each writes for a minute or two. */
const NEXT_SECONDS = [8, 18] as const;
/** More people than this do not write at once. */
const MOST_AT_ONCE = 12;
/** The first certain and the first suspected emergency, and then how often, in seconds. */
const CERTAIN = { first: 15, every: [130, 190] } as const;
const SUSPECTED = { first: 70, every: [170, 260] } as const;
/** How often the colleagues look, and what they leave to the newcomer until then, in seconds. */
const LOOK_SECONDS = 15;
const LEFT_SECONDS = { calm: 150, urgent: 240 } as const;

export interface PresentParts {
  town: Town;
  /** Absent: nobody but the newcomer works. */
  staff?: Staff | undefined;
  chance: Chance;
  pause: Pause;
  signal: AbortSignal;
  /** How much faster than life. */
  pace: number;
  /** What goes wrong on the way; the demo goes on. */
  trouble(error: unknown): void;
}

/** People keep writing and colleagues keep working until the signal; never rejects. */
export async function livePresent(parts: PresentParts): Promise<void> {
  const { staff } = parts;
  const lives = [keepArriving(parts)];
  if (staff) lives.push(keepWorking(parts, staff));
  await Promise.all(lives);
}

async function keepArriving(parts: PresentParts): Promise<void> {
  const { town, chance, pause, signal, trouble } = parts;
  const due = agendaOf(chance);
  let seconds = 0;
  while (!signal.aborted) {
    const wait = chance.between(...NEXT_SECONDS);
    await pause(wait);
    seconds += wait;
    if (signal.aborted) return;
    const kind = due(seconds);
    if (kind === 'report' && town.telling() >= MOST_AT_ONCE) continue;
    town.arrive(kind).catch(trouble);
  }
}

/** What happens next: an emergency when its time has come, else something ordinary. */
function agendaOf(chance: Chance): (seconds: number) => StoryKind {
  let [certain, suspected]: [number, number] = [CERTAIN.first, SUSPECTED.first];
  return (seconds) => {
    if (seconds >= certain) {
      certain = seconds + chance.between(...CERTAIN.every);
      return 'certain';
    }
    if (seconds >= suspected) {
      suspected = seconds + chance.between(...SUSPECTED.every);
      return 'suspected';
    }
    return chance.pick(['report', 'report', 'report', 'report', 'report', 'question', 'officer']);
  };
}

/** Sari takes what has waited long, Joko an emergency that nobody took; old reports move on. */
async function keepWorking(parts: PresentParts, staff: Staff): Promise<void> {
  const { pause, signal, trouble } = parts;
  while (!signal.aborted) {
    await pause(LOOK_SECONDS);
    if (!signal.aborted) await look(parts, staff).catch(trouble);
  }
}

async function look({ pause, pace, chance, trouble }: PresentParts, staff: Staff): Promise<void> {
  const waiting = await staff.admin.list('waiting');
  for (const row of waiting) {
    if (row.owner.kind !== 'waiting') continue;
    const urgent = row.danger > 0;
    const waitedSeconds = ((Date.now() - Date.parse(row.owner.since)) / 1000) * pace;
    if (waitedSeconds < (urgent ? LEFT_SECONDS.urgent : LEFT_SECONDS.calm)) continue;
    const desk = urgent ? staff.joko : staff.sari;
    take(desk, row, pause)
      .then(() => finish(desk, row, pause))
      .catch(trouble);
    return;
  }
  const filed = (await staff.admin.list('all', 40)).filter(
    ({ owner, references }) => owner.kind === 'bot' && references.length > 0,
  );
  if (filed.length > 20) await decide(staff.sari, chance.pick(filed), 'forwarded');
}
