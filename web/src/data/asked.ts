/** Which question comes next: the first that nobody has put; when all were put, the one put longest ago. */
import { textOf } from './thread.js';
import type { ConversationDetail, MessageView } from './types.js';

export type EmergencyDesk = NonNullable<ConversationDetail['emergencyDesk']>;
export type Question = EmergencyDesk['questions'][number];

/** Null when everything is known. `pending` are texts that are on their way to the server. */
export function nextQuestion(
  questions: Question[],
  messages: MessageView[],
  pending: string[] = [],
): Question | null {
  const said = [...messages.filter(({ direction }) => direction === 'out').map(textOf), ...pending];
  const lastAsked = (question: Question): number => said.lastIndexOf(question.text);
  const byAge = questions.toSorted((a, b) => lastAsked(a) - lastAsked(b));
  return byAge[0] ?? null;
}
