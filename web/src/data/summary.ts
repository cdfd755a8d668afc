/** An emergency in lines that can be read out or sent on: what, where, who, since when, whom to call back. */
import { fill, type Texts } from '../texts/texts.js';
import { clockTime } from '../texts/times.js';
import { placeLines } from './places.js';
import type { ConversationDetail, Language } from './types.js';

const mapLink = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `https://maps.google.com/?q=${latitude},${longitude}`;

/** Agencies read the language of the house, whatever the operator's screen speaks. */
export function emergencySummary(
  conversation: ConversationDetail,
  language: Language = 'id',
): string {
  const { emergency, phone, citizenName, channel } = conversation;
  if (!emergency) return '';
  const t: Texts['t'] = (key, fields) => fill(language, key, fields);
  const { place = {}, people, facts, triage, words, openedAt } = emergency;
  const { point } = place;
  const where = placeLines(place).join('; ');
  const unknown = t('sum.unknown');
  const inDanger = people ?? facts?.people.map((told) => told.words).join(', ');
  return [
    `${t('sum.title')}: ${t(`category.${triage.category}`)}`,
    `${t('sum.where')}: ${where || (point ? '' : unknown)}${point ? ` ${mapLink(point)}` : ''}`,
    `${t('sum.who')}: ${inDanger || unknown}`,
    `${t('sum.since')}: ${clockTime(language, openedAt)}`,
    `${t('sum.call')}: ${[citizenName, phone ?? t(`channel.${channel}`)].filter(Boolean).join(', ')}`,
    `${t('sum.words')}: “${words}”`,
  ].join('\n');
}
