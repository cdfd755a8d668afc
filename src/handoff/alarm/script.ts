import type { Category, SpokenLanguage } from '../../models/category.js';
import type { Citizen, EmergencyCard } from '../../models/conversation.js';
import type { AdviceView, QuestionKey, QuestionView } from '../contract.js';
import advice from './advice.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import questions from './questions.json' with { type: 'json' };

/**
 * What is not known yet, most pressing first: location, what, who, whether they are safe and it goes
 * on, the name last (text-to-911 practice).
 */
export function openQuestions(card: EmergencyCard, citizen: Citizen): QuestionView[] {
  const { place, people, triage } = card;
  const known: Record<QuestionKey, boolean> = {
    where: Object.keys(place ?? {}).length > 0,
    what: !triage.abstain && triage.category !== 'other',
    who: people !== undefined,
    safe: false,
    still: card.confirmed === 'yes',
    call: citizen.phone !== undefined && citizen.name !== undefined,
  };
  const order: QuestionKey[] = ['where', 'what', 'who', 'safe', 'still', 'call'];
  return order
    .filter((key) => !known[key])
    .map((key) => ({ key, text: questions[key][citizen.language] }));
}

/** What keeps people alive until help comes, by the kind of event. */
export function adviceFor(category: Category, language: SpokenLanguage): AdviceView {
  const found = advice.find(({ event }) => event === category) ?? advice.at(-1);
  return {
    event: found?.event ?? 'other',
    text: found?.text[language] ?? '',
    approvedBy: found?.approvedBy ?? null,
  };
}

/** A sentence to the citizen or to a device. */
export function notice(key: keyof typeof notices, language: SpokenLanguage, name = ''): string {
  return notices[key][language].replace('{name}', name);
}
