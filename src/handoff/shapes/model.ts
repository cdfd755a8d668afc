import { z } from 'zod';
import { CATEGORIES, INTENTS, type TriageLanguage, URGENCIES } from '../../models/category.js';
import { CORRECTION_STATES } from '../../models/correction.js';
import { MEASURES, STAGES } from '../../models/model-version.js';
import { counted, maybe, moment, text } from './plain.js';

const LANGUAGES = ['id', 'plm', 'jv', 'su', 'min', 'en'] as const satisfies TriageLanguage[];

const person = z.strictObject({ id: text, name: text });
const share = z.number().min(0).max(1);

const figures = z.strictObject({
  ...(Object.fromEntries(MEASURES.map((name) => [name, share])) as Record<
    (typeof MEASURES)[number],
    typeof share
  >),
  messages: counted,
  emergencies: counted,
});

const comparison = z.strictObject({
  against: text,
  before: figures,
  after: figures,
  missed: z.array(text),
  weaker: z.array(text),
});

const version = z.strictObject({
  version: text,
  at: moment,
  by: person,
  corrections: counted,
  comparison,
  refused: z.boolean(),
});

const change = z.strictObject({
  at: moment,
  by: maybe(person),
  from: text,
  to: text,
  because: maybe(text),
});

const retraining = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('running'),
    stage: z.enum(STAGES),
    since: moment,
    by: person,
    corrections: counted,
  }),
  z.strictObject({ state: z.literal('done'), version: text, at: moment }),
  z.strictObject({ state: z.literal('failed'), problem: text, at: moment }),
]);

const correction = z.strictObject({
  id: text,
  text,
  category: z.enum(CATEGORIES),
  urgency: z.enum(URGENCIES),
  intent: z.enum(INTENTS),
  language: z.enum(LANGUAGES),
  said: z.strictObject({
    category: z.enum(CATEGORIES),
    urgency: z.enum(URGENCIES),
    alarm: z.enum(['certain', 'suspected', 'no']),
    model: text,
  }),
  acts: z.array(
    z.strictObject({
      at: moment,
      by: person,
      what: z.enum(['category', 'urgency']),
      from: text,
      to: text,
    }),
  ),
  at: moment,
  by: person,
  state: z.enum(CORRECTION_STATES),
  decided: maybe(z.strictObject({ at: moment, by: person })),
});

/** The answers about triage's model. */
export const MODEL_SHAPES = {
  ModelFigures: figures,
  ModelVersionView: version,
  ModelView: z.strictObject({
    version: text,
    shipped: text,
    shippedFigures: figures.nullable(),
    corpus: z.boolean(),
    versions: z.array(version),
    switches: z.array(change),
    retraining: retraining.nullable(),
    counts: z.strictObject({ new: counted, included: counted, excluded: counted }),
  }),
  CorrectionView: correction,
  CorrectionPage: z.strictObject({ corrections: z.array(correction), next: text.nullable() }),
} as const;
