import { z } from 'zod';
import { CORRECTION_STATES, type Person } from '../../models/correction.js';
import type { Operator } from '../../models/operator.js';
import type { Desk } from '../desk.js';
import { SHAPES } from '../shapes/requests.js';
import { on, type Route } from './route.js';

const { id } = SHAPES.id.shape;
const { after, limit } = SHAPES.list.shape;
/** What comes in. */
const GIVEN = {
  page: z.strictObject({ after, limit }),
  decision: z.strictObject({
    ids: z.array(id).min(1).max(200),
    state: z.enum(CORRECTION_STATES),
  }),
  version: z.strictObject({ version: id }),
} as const;

const person = ({ id, name }: Operator): Person => ({ id, name });

/** The page "Model": what triage has learnt, and what it may learn. */
export function modelRoutes({ modelDesk }: Desk): Route[] {
  return [
    on(
      ['get', '/api/model', 'model.read'],
      { summary: "Triage's model: in service, versions, training.", answer: 'ModelView' },
      () => modelDesk.view(),
    ),
    on(
      ['get', '/api/model/corrections', 'model.read'],
      {
        summary: 'What operators put right, masked; newest first.',
        query: GIVEN.page,
        answer: 'CorrectionPage',
      },
      ({ query }) => modelDesk.corrections(query),
    ),
    on(
      ['patch', '/api/model/corrections', 'model.manage'],
      {
        summary: 'Let triage learn from corrections, or not.',
        body: GIVEN.decision,
        answer: 'ModelView',
      },
      ({ body, who }) => modelDesk.decide(body.ids, body.state, person(who().operator)),
    ),
    on(
      ['get', '/api/model/corrections.jsonl', 'model.manage'],
      { summary: 'The included corrections as lines of the corpus.', answer: 'stream' },
      ({ response }) => modelDesk.send(response),
    ),
    on(
      ['post', '/api/model/retrain', 'model.manage'],
      {
        summary: 'Train beside the house; GET /api/model tells how far it is.',
        answer: 'ModelView',
      },
      ({ who }) => modelDesk.retrain(person(who().operator)),
    ),
    on(
      ['post', '/api/model/serve', 'model.manage'],
      { summary: 'Put a version into service at once.', body: GIVEN.version, answer: 'ModelView' },
      ({ body, who }) => modelDesk.serve(body.version, person(who().operator)),
    ),
    on(
      ['post', '/api/model/roll-back', 'model.manage'],
      { summary: 'Put back what was in service before.', answer: 'ModelView' },
      ({ who }) => modelDesk.rollBack(person(who().operator)),
    ),
  ];
}
