import type { Response } from 'express';
import type { Clock } from '../models/clock.js';
import type { Correction, CorrectionState, Corrections, Person } from '../models/correction.js';
import type { Example } from '../models/example.js';
import type { ModelKeeper } from '../models/model-version.js';
import type { CorrectionPage, ModelView } from './contract.js';
import { wire } from './views.js';

/** More corrections than this do not fit into one training: the newest count. */
const LEARNT_AT_MOST = 20_000;

export interface ModelDeskParts {
  corrections: Corrections;
  model: ModelKeeper;
  clock: Clock;
}

/** What administrators do with triage's model. */
export interface ModelDesk {
  view(): Promise<ModelView>;
  corrections(page: { after?: string | undefined; limit: number }): Promise<CorrectionPage>;
  /** Includes or excludes corrections. */
  decide(ids: readonly string[], state: CorrectionState, by: Person): Promise<ModelView>;
  /** Begins a training with the included corrections. Throws as {@link ModelKeeper.retrain}. */
  retrain(by: Person): Promise<ModelView>;
  serve(version: string, by: Person): Promise<ModelView>;
  rollBack(by: Person): Promise<ModelView>;
  /** The included corrections as lines of the corpus, for `npm run train -- --corrections FILE`. */
  send(response: Response): Promise<void>;
}

/** Builds the verbs over the stores. */
export function createModelDesk({ corrections, model, clock }: ModelDeskParts): ModelDesk {
  const view = async (): Promise<ModelView> => ({
    ...wire(model.state()),
    counts: await corrections.counts(),
  });
  const included = async (): Promise<Example[]> =>
    (await corrections.included(LEARNT_AT_MOST)).map(exampleOf);
  return {
    view,
    async corrections({ after, limit }) {
      const page = await corrections.list({ after, limit });
      const next = page.length === limit ? (page.at(-1)?.id ?? null) : null;
      return { corrections: wire(page), next };
    },
    async decide(ids, state, by) {
      await corrections.decide(ids, state, { at: clock.now(), by });
      return view();
    },
    async retrain(by) {
      model.retrain(await included(), by);
      return view();
    },
    async serve(version, by) {
      await model.serve(version, by);
      return view();
    },
    async rollBack(by) {
      await model.rollBack(by);
      return view();
    },
    async send(response) {
      const lines = (await included()).map((example) => `${JSON.stringify(example)}\n`);
      response.attachment('corrections.jsonl').type('text').send(lines.join(''));
    },
  };
}

function exampleOf({ text, category, urgency, intent, language }: Correction): Example {
  return { text, category, urgency, intent, language };
}
