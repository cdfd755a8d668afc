import { tellsSomething } from '../clean.js';
import { handOff, words } from '../scene.js';
import type { Step } from './step.js';

/** A question for information: taken as it is, answered by a person. */
export const questionStep: Step = {
  ask: (scene, manner) => ({
    text: words(scene, manner === 'first' ? 'question.ask' : 'question.again'),
  }),
  read(scene) {
    const { talk, turn } = scene;
    const asked = tellsSomething(turn.text) || turn.mediaKinds.includes('audio');
    if (!asked) return 'missed';
    talk.step = 'menu';
    return handOff(scene, 'question', 'wait.question');
  },
};
