import { isSkip } from '../answers.js';
import { wordsOf } from '../clean.js';
import { draftOf, isSealed, nameIn } from '../draft.js';
import { choice, type Outcome, picked, type Scene, words } from '../scene.js';
import { plainName } from './name.js';
import type { Step } from './step.js';

/** Who reports: by name, without one, or in secret. Secret comes first where a report can hurt. */
export const whoStep: Step = {
  ask(scene, manner) {
    const draft = draftOf(scene.talk);
    const named = choice(scene, 'who.named');
    const anonymous = choice(scene, 'who.anonymous');
    const secret = choice(scene, 'who.secret');
    const sealed = isSealed(draft);
    const choices = sealed ? [secret, anonymous, named] : [named, anonymous, secret];
    if (manner === 'again') return { text: words(scene, 'who.again'), choices };
    const text = words(scene, sealed ? 'who.ask-sealed' : 'who.ask');
    const warned = sealed && draft.mediaIds.length > 0;
    return { text: warned ? `${text} ${words(scene, 'who.photo')}` : text, choices };
  },
  read(scene) {
    const value = picked(scene) ?? spoken(scene.turn.text);
    if (value) return choose(scene, value);
    const { turn, talk } = scene;
    if (turn.choice !== null || !turn.text) return turn.text ? 'missed' : 'ask';
    const name = nameIn(turn.text) ?? plainName(turn.text);
    if (!name) return 'missed';
    const draft = draftOf(talk);
    draft.name = name;
    draft.reporter = { kind: 'named', name };
    return 'next';
  },
};

function choose(scene: Scene, value: string): Outcome {
  const draft = draftOf(scene.talk);
  if (value === 'who.named') {
    if (!draft.name || draft.changing === 'who') return { go: 'name' };
    draft.reporter = { kind: 'named', name: draft.name };
  } else if (value === 'who.secret') {
    draft.reporter = draft.name ? { kind: 'secret', name: draft.name } : { kind: 'secret' };
  } else if (value === 'who.anonymous') {
    draft.reporter = { kind: 'anonymous' };
  } else {
    return 'missed';
  }
  return 'next';
}

/** "tanpa nama saja", "jangan sebut nama saya", "dirahasiakan"; whoever skips stays anonymous. */
function spoken(text: string): string | null {
  const said = wordsOf(text).join(' ');
  if (isSkip(text)) return 'who.anonymous';
  if (/\b(?:di)?rahasia(?:kan)?\b|\bsecret\b/.test(said)) return 'who.secret';
  if (/\banon\w*|\btanpa nama\b|\b(?:no|without) name\b|\bjangan .*nama\b/.test(said)) {
    return 'who.anonymous';
  }
  return null;
}
