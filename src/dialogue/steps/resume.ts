import { isYes } from '../answers.js';
import { excerpt } from '../clean.js';
import { storyOf } from '../draft.js';
import { choice, picked, words } from '../scene.js';
import type { Step } from './step.js';

/** An old draft: go on with it, or start anew? The engine acts on the answer. */
export const resumeStep: Step = {
  ask(scene, manner) {
    const { draft } = scene.talk;
    const story = draft ? excerpt(storyOf(draft), 200) : '';
    const description = story || words(scene, 'resume.nothing');
    return {
      text: words(scene, manner === 'first' ? 'resume.ask' : 'resume.again', { description }),
      choices: [choice(scene, 'resume.continue'), choice(scene, 'resume.new')],
    };
  },
  read(scene) {
    const value = picked(scene);
    if (value === 'resume.continue' || (value === null && isYes(scene.turn.text))) {
      if (scene.talk.draft) scene.talk.draft.silences = 0;
      return 'next';
    }
    if (value === 'resume.new') {
      scene.talk.draft = null;
      return 'next';
    }
    return scene.turn.text || scene.turn.choice !== null ? 'missed' : 'ask';
  },
};
