import type { ConversationRow } from '../src/handoff/contract.js';
import type { ComplaintStatus } from '../src/models/complaint.js';
import type { Desk } from './office.js';
import replies from './replies.json' with { type: 'json' };

/** Lets time pass: in the past by the clock, in the present by waiting. */
export type Pause = (seconds: number) => Promise<void>;

/** What may have become of an ordinary complaint, and by which steps. */
export const FATES = {
  filed: [],
  forwarded: ['forwarded'],
  in_progress: ['verified', 'forwarded', 'in_progress'],
  resolved: ['forwarded', 'in_progress', 'resolved'],
  closed: ['forwarded', 'in_progress', 'resolved', 'closed'],
  rejected: ['verified', 'rejected'],
} as const satisfies Record<string, readonly ComplaintStatus[]>;
export type Fate = keyof typeof FATES;

/** Moves the newest complaint of a conversation, and tells the citizen why. */
export async function decide(desk: Desk, row: ConversationRow, fate: Fate): Promise<void> {
  const complaint = (await desk.detail(row.id)).complaints.at(-1);
  if (complaint?.status !== 'filed') return;
  const words: Partial<Record<Fate, string>> = replies[row.language];
  await desk.move(complaint, FATES[fate], words[fate === 'closed' ? 'resolved' : fate]);
}

/** Takes a conversation that waits, and says the first words. */
export async function take(desk: Desk, row: ConversationRow, pause: Pause): Promise<void> {
  const words = replies[row.language];
  await desk.claim(row.id);
  await desk.seen(row.id);
  await pause(8);
  await desk.reply(row.id, row.danger > 0 ? words.emergency : firstWords(row));
}

/** Ends a conversation that was taken, once the citizen had time to answer. */
export async function finish(desk: Desk, row: ConversationRow, pause: Pause): Promise<void> {
  await pause(row.danger > 0 ? 60 : 40);
  await desk.seen(row.id);
  if (row.danger > 0) await decide(desk, row, 'resolved');
  const asked = row.owner.kind === 'waiting' && row.owner.reason === 'question';
  await desk.close(row.id, asked ? 'information-given' : 'solved');
}

/** Asks for more, notes what was learnt, and gives the conversation back to the bot. */
export async function askAndReturn(desk: Desk, row: ConversationRow, pause: Pause): Promise<void> {
  const words = replies[row.language];
  await desk.claim(row.id);
  await desk.reply(row.id, words.since);
  await pause(60);
  await desk.note(row.id, words.note);
  await desk.seen(row.id);
  await desk.release(row.id, words.released);
}

function firstWords({ owner, language }: ConversationRow): string {
  const words = replies[language];
  if (owner.kind !== 'waiting') return words.since;
  return owner.reason === 'question' ? words.question : words.officer;
}
