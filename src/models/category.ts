/** The seventeen categories of a complaint. Source: the triage label set (docs/glossary.md). */
export const CATEGORIES = [
  'road',
  'power',
  'water',
  'waste',
  'admin_service',
  'corruption',
  'education',
  'health',
  'law_order',
  'social',
  'transport',
  'fire',
  'accident',
  'medical',
  'disaster',
  'animal_rescue',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** From most to least pressing. Nothing unknown is ever `low`: see `Triage.abstain`. */
export const URGENCIES = ['emergency', 'high', 'normal', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const INTENTS = [
  'report',
  'information',
  'suggestion',
  'status',
  'human',
  'smalltalk',
  'spam',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Languages that triage tells apart; the dialogue itself speaks {@link SpokenLanguage}. */
export type TriageLanguage = 'id' | 'plm' | 'jv' | 'su' | 'min' | 'en';

/** Languages in which the bot speaks and the inbox is shown. */
export const SPOKEN_LANGUAGES = ['id', 'en'] as const;
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];
