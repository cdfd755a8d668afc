import { isGreeting, isThanks } from '../answers.js';
import { tellsSomething, wordsOf } from '../clean.js';
import { draftOf, hasFacts, tell } from '../draft.js';
import { findReference } from '../reference.js';
import { choice, handOff, type Outcome, picked, type Scene, words } from '../scene.js';
import type { Step } from './step.js';

/** So many words are a story, even if triage does not know the language. */
const STORY_WORDS = 4;

/** The menu; a first message that already is a complaint, a question or a status request skips it. */
export const menuStep: Step = {
  ask(scene, manner) {
    const choices = [
      choice(scene, 'menu.report'),
      choice(scene, 'menu.status'),
      choice(scene, 'menu.question'),
      choice(scene, 'menu.officer'),
    ];
    if (hasFacts(scene.talk.draft)) choices.unshift(choice(scene, 'menu.resume'));
    return { text: words(scene, manner === 'first' ? 'menu.ask' : 'menu.again'), choices };
  },
  read(scene) {
    const value = picked(scene);
    if (value) return choose(scene, value);
    const { turn } = scene;
    if (!turn.text) return turn.pin || turn.mediaIds.length > 0 ? 'next' : 'ask';
    if (isGreeting(turn.text) || isThanks(turn.text)) return 'ask';
    return readOpening(scene);
  },
};

function choose(scene: Scene, value: string): Outcome {
  if (value === 'menu.status') return lookUp(scene, null);
  if (value === 'menu.question') return { go: 'question' };
  if (value === 'menu.officer') return handOff(scene, 'asked');
  if (value === 'menu.report' && hasFacts(scene.talk.draft)) return { go: 'resume' };
  draftOf(scene.talk);
  return 'next';
}

/** Asks the world for a complaint; the answer comes back as a `status` event. */
export function lookUp(scene: Scene, reference: string | null): Outcome {
  scene.actions.push({ type: 'look-up', reference });
  return 'said';
}

function readOpening(scene: Scene): Outcome {
  const { text } = scene.turn;
  const { intent, abstain, category } = scene.world.triage(text);
  const unknownStory = abstain && wordsOf(text).length >= STORY_WORDS;
  if (intent === 'status') return lookUp(scene, findReference(text));
  if (intent === 'human') return handOff(scene, 'asked');
  if (intent === 'information' && wordsOf(text).length > 1) {
    return handOff(scene, 'question', 'wait.question');
  }
  const reported = intent === 'report' || intent === 'suggestion';
  if (!reported && !unknownStory) return intent === 'smalltalk' && !abstain ? 'ask' : 'missed';
  if (!tellsSomething(text) && (abstain || category === 'other')) return 'missed';
  if (scene.talk.offered.some(({ value }) => value === 'menu.resume')) {
    scene.talk.held = scene.turn;
    return { go: 'resume' };
  }
  tell(draftOf(scene.talk), text, scene.world);
  return 'next';
}
