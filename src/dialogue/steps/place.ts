import { tellsSomething } from '../clean.js';
import { answerPlace, answersPlace, draftOf, placeInWords } from '../draft.js';
import { words } from '../scene.js';
import type { Draft } from '../state.js';
import type { Step } from './step.js';

/** Where? A pin, or words that are resolved against the villages of the regency. */
export const placeStep: Step = {
  ask(scene, manner) {
    const draft = draftOf(scene.talk);
    if (manner === 'again') return { text: words(scene, 'place.again'), ask: 'location' };
    if (draft.changing === 'place') return { text: words(scene, 'place.change'), ask: 'location' };
    const place = placeInWords(draft.place, words(scene, 'read.pin'));
    const text = place ? words(scene, 'place.village', { place }) : words(scene, 'place.ask');
    return { text, ask: 'location' };
  },
  read(scene) {
    const { talk, turn, world } = scene;
    const draft = draftOf(talk);
    if (turn.pin) return 'next';
    if (turn.choice !== null || !turn.text) return turn.text ? 'missed' : 'ask';
    const reading = world.readPlace(turn.text);
    const unknown = !answersPlace(reading);
    // Words that the gazetteer does not know count at the second try: the citizen knows the place.
    if (unknown && (talk.misses === 0 || !tellsSomething(turn.text))) return 'missed';
    if (draft.changing === 'place') forget(draft);
    answerPlace(draft, turn.text, reading);
    return 'next';
  },
};

/** A corrected place replaces the wrong one as a whole. */
function forget(draft: Draft): void {
  draft.place = {};
  draft.changing = null;
  draft.landmarkAsked = false;
}
