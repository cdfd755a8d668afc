import { isGreeting, isSkip, isYes } from '../answers.js';
import { shorten, wordsOf } from '../clean.js';
import { draftOf } from '../draft.js';
import { choice, picked, words } from '../scene.js';
import type { Step } from './step.js';

const LANDMARK_LIMIT = 200;

/** A landmark, even when there is a pin: pins are off by houses, and people find mosques. */
export const landmarkStep: Step = {
  ask(scene, manner) {
    const text = words(scene, manner === 'first' ? 'landmark.ask' : 'landmark.again');
    return { text, choices: [choice(scene, 'skip', 'landmark.skip')] };
  },
  read(scene) {
    const { talk, turn, world } = scene;
    const draft = draftOf(talk);
    if (picked(scene) === 'landmark.skip' || isSkip(turn.text)) {
      draft.landmarkAsked = true;
      return 'next';
    }
    if (turn.choice !== null || !turn.text) return turn.text ? 'missed' : 'ask';
    if (!isLandmark(turn.text)) return 'missed';
    const reading = world.readPlace(turn.text);
    draft.place.landmark = shorten(turn.text.replace(/\s+/g, ' '), LANDMARK_LIMIT);
    if (reading.area && !draft.place.area) draft.place.area = reading.area;
    draft.landmarkAsked = true;
    return 'next';
  },
};

function isLandmark(text: string): boolean {
  const named = wordsOf(text).some((word) => /\p{L}{2}/u.test(word));
  return named && !isYes(text) && !isGreeting(text);
}
