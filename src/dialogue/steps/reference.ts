import { parseReference } from '../reference.js';
import { words } from '../scene.js';
import { lookUp } from './menu.js';
import type { Step } from './step.js';

/** Which report? After one that was not found. */
export const referenceStep: Step = {
  ask: (scene, manner) => ({
    text: words(scene, manner === 'first' ? 'reference.ask' : 'reference.again'),
  }),
  read(scene) {
    const reference = parseReference(scene.turn.text);
    if (!reference) return 'missed';
    scene.talk.step = 'menu';
    return lookUp(scene, reference);
  },
};
