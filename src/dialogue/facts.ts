import { shorten, wordsOf } from './clean.js';
import { addPin, draftOf, judge, STORY_LIMIT, tell } from './draft.js';
import { type Scene, say, words } from './scene.js';
import type { Draft } from './state.js';

/** Takes what needs no question: pins, files, a contact, an edited message. */
export function takeFacts(scene: Scene): void {
  takePin(scene);
  takeMedia(scene);
  takeContact(scene);
  for (const text of scene.turn.edits) takeEdit(scene, text);
}

function takePin(scene: Scene): void {
  const { talk, turn } = scene;
  if (!turn.pin) return;
  const draft = draftOf(talk);
  if (draft.changing === 'place') {
    draft.place = {};
    draft.candidates = [];
    draft.landmarkAsked = false;
  }
  addPin(draft.place, turn.pin);
  if (talk.step !== 'place') say(scene, words(scene, 'place.kept'));
}

function takeMedia(scene: Scene): void {
  const { talk, turn } = scene;
  if (turn.lost) {
    say(scene, words(scene, turn.lost === 'too-large' ? 'media.too-large' : 'media.missing'));
  }
  if (turn.mediaIds.length === 0) return;
  const draft = draftOf(talk);
  draft.mediaIds = [...new Set([...draft.mediaIds, ...turn.mediaIds])];
  const voiceStory = talk.step === 'describe' && turn.mediaKinds.includes('audio');
  if (!voiceStory || turn.text) say(scene, words(scene, 'media.kept'));
}

function takeContact(scene: Scene): void {
  const { contact } = scene.turn;
  if (!contact) return;
  scene.talk.phone = shorten(contact.phone, 30);
  say(scene, words(scene, 'contact.kept'));
}

/** An edited message replaces the part of the story that it resembles most; else it is told anew. */
function takeEdit(scene: Scene, text: string): void {
  const { talk, world } = scene;
  if (!text) return;
  const draft = draftOf(talk);
  const index = mostAlike(draft, text);
  if (index === null) tell(draft, text, world);
  else {
    draft.tellings[index] = shorten(text, STORY_LIMIT);
    judge(draft, world);
  }
  say(scene, words(scene, 'describe.edited'));
}

/** Index of the telling that shares at least a third of its words with the text. */
function mostAlike(draft: Draft, text: string): number | null {
  const edited = new Set(wordsOf(text));
  const shares = draft.tellings.map((telling) => {
    const told = new Set(wordsOf(telling));
    const common = [...told].filter((word) => edited.has(word)).length;
    return common / Math.max(1, new Set([...told, ...edited]).size);
  });
  const best = Math.max(0, ...shares);
  return best >= 1 / 3 ? shares.indexOf(best) : null;
}
