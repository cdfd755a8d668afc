import { tellsSomething } from '../clean.js';
import { findReference, parseReference } from '../reference.js';
import { words } from '../scene.js';
import { lookUp, menuStep } from './menu.js';
import type { Step } from './step.js';

/** Which report? After one that was not found; whoever writes of something else is not held up. */
export const referenceStep: Step = {
  ask: (scene, manner) => ({
    text: words(scene, manner === 'first' ? 'reference.ask' : 'reference.again'),
  }),
  read(scene) {
    const { talk, turn } = scene;
    const reference = parseReference(turn.text) ?? findReference(turn.text);
    const other = !reference && !/\d/.test(turn.text) && tellsSomething(turn.text);
    if (!reference && !other) return 'missed';
    talk.step = 'menu';
    if (reference) return lookUp(scene, reference);
    talk.offered = [];
    return menuStep.read(scene);
  },
};
