import { tellsSomething } from '../clean.js';
import { draftOf, retell, STORY_LIMIT, storyOf, tell } from '../draft.js';
import { type Outcome, type Scene, say, words } from '../scene.js';
import type { Step } from './step.js';

/** What happened? */
export const describeStep: Step = {
  ask(scene, manner) {
    const changing = scene.talk.draft?.changing === 'describe';
    if (changing && manner === 'first') return { text: words(scene, 'describe.change') };
    return { text: words(scene, manner === 'first' ? 'describe.ask' : 'describe.again') };
  },
  read(scene) {
    const { talk, turn, world } = scene;
    const draft = draftOf(talk);
    if (!turn.text) return readVoice(scene);
    if (turn.text.length > STORY_LIMIT) {
      say(scene, words(scene, 'describe.cut', { limit: STORY_LIMIT }));
    }
    if (draft.changing !== 'describe') tell(draft, turn.text, world);
    else if (tellsSomething(turn.text)) retell(draft, turn.text, world);
    else return 'missed';
    return tellsSomething(storyOf(draft)) ? 'next' : 'missed';
  },
};

/** A voice message is kept; words are asked for once, then it stands for the story. */
function readVoice(scene: Scene): Outcome {
  if (!scene.turn.mediaKinds.includes('audio'))
    return scene.turn.choice === null ? 'ask' : 'missed';
  const draft = draftOf(scene.talk);
  draft.voices += 1;
  if (draft.voices < 2) {
    say(scene, words(scene, 'describe.voice'));
    scene.talk.offered = [];
    return 'said';
  }
  tell(draft, words(scene, 'describe.voice-only'), scene.world);
  return 'next';
}
