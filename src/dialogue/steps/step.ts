import type { Outcome, Question, Scene } from '../scene.js';

/** `again` asks in other words, after an answer that was not understood. */
export type Manner = 'first' | 'again';

/** One question of the conversation and how its answer is read. */
export interface Step {
  ask(scene: Scene, manner: Manner): Question;
  read(scene: Scene): Outcome;
}
