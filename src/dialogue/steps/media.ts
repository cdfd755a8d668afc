import { isSkip, isYes } from '../answers.js';
import { tellsSomething } from '../clean.js';
import { draftOf, isSealed, tell } from '../draft.js';
import { choice, type Outcome, picked, type Scene, say, words } from '../scene.js';
import type { Step } from './step.js';

/** A photo, a video or a voice message; never required. */
export const mediaStep: Step = {
  ask(scene, manner) {
    const draft = draftOf(scene.talk);
    if (draft.changing === 'media') {
      return {
        text: words(scene, 'media.change', { count: draft.mediaIds.length }),
        choices: [choice(scene, 'media.done'), choice(scene, 'media.clear')],
      };
    }
    const key = isSealed(draft) ? 'media.ask-sealed' : 'media.ask';
    const text = words(scene, manner === 'first' ? key : 'media.again');
    return { text, choices: [choice(scene, 'skip', 'media.skip')] };
  },
  read(scene) {
    const { talk, turn } = scene;
    const draft = draftOf(talk);
    const value = picked(scene);
    if (value === 'media.clear') {
      draft.mediaIds = [];
      say(scene, words(scene, 'media.cleared'));
    }
    if (value || turn.mediaIds.length > 0 || isSkip(turn.text)) return done(scene);
    if (turn.choice !== null) return 'missed';
    if (isYes(turn.text)) return 'missed';
    if (!tellsSomething(turn.text)) return turn.text ? 'missed' : 'ask';
    tell(draft, turn.text, scene.world);
    say(scene, words(scene, 'describe.added'));
    return done(scene);
  },
};

function done(scene: Scene): Outcome {
  draftOf(scene.talk).mediaAsked = true;
  return 'next';
}
