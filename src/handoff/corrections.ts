import { asError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Category, Intent, Urgency } from '../models/category.js';
import type { Complaint } from '../models/complaint.js';
import type { Conversation, Conversations } from '../models/conversation.js';
import type { CorrectionAct, Corrections, NewCorrection } from '../models/correction.js';

export interface CorrectionParts {
  corrections: Corrections;
  conversations: Conversations;
  log: Logger;
  /** The text without what points at a person; `names` are those that the house knows. */
  mask(text: string, names: readonly string[]): string;
}

/** What a filed complaint can be to somebody who reads it; the rest was the model's mistake. */
const FILED: readonly Intent[] = ['report', 'suggestion', 'information'];

/**
 * Keeps what an operator put right. The complaint's history is the record: a correction that could
 * not be kept is logged, does not undo the change, and comes with the complaint's next one.
 */
export async function noteCorrection(
  parts: CorrectionParts,
  before: Complaint,
  after: Complaint,
): Promise<void> {
  if (before.category === after.category && before.urgency === after.urgency) return;
  try {
    const conversation = await parts.conversations.find(after.conversationId);
    const correction = correctionOf(
      after,
      parts.mask(after.description, namesOf(after, conversation)),
    );
    if (correction) await parts.corrections.keep(correction);
  } catch (thrown) {
    parts.log.error({ err: asError(thrown) }, 'a correction of triage could not be kept');
  }
}

/** The example that a changed complaint gives; null when no operator changed it. */
export function correctionOf(complaint: Complaint, text: string): NewCorrection | null {
  const { reference: id, category, urgency, triage } = complaint;
  const acts = actsOf(complaint);
  const last = acts.at(-1);
  if (!last) return null;
  return {
    id,
    text,
    category,
    urgency,
    intent: FILED.find((each) => each === triage.intent) ?? 'report',
    language: triage.language,
    said: saidOf(complaint),
    acts,
    at: last.at,
    by: last.by,
  };
}

function saidOf({ triage }: Complaint): {
  category: Category;
  urgency: Urgency;
  alarm: NewCorrection['said']['alarm'];
  model: string;
} {
  const { category, urgency, alarm, model } = triage;
  return { category, urgency, alarm, model };
}

function actsOf({ history }: Complaint): CorrectionAct[] {
  return history.flatMap(({ at, by: name, operatorId, what, from, to }) =>
    (what === 'category' || what === 'urgency') && operatorId && from && to
      ? [{ at, by: { id: operatorId, name }, what, from, to }]
      : [],
  );
}

function namesOf({ reporter }: Complaint, conversation: Conversation | null): string[] {
  const names = [conversation?.citizen.name, 'name' in reporter ? reporter.name : undefined];
  return names.filter((name) => name !== undefined);
}
