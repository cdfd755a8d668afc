import { isYes } from '../answers.js';
import { excerpt, tellsSomething } from '../clean.js';
import { draftOf, placeInWords, reporterOf, storyOf, tell } from '../draft.js';
import { choice, type Outcome, picked, type Scene, say, words } from '../scene.js';
import { type Draft, placeOf } from '../state.js';
import type { Step } from './step.js';

const STORY_SHOWN = 600;
const PLACE_SHOWN = 200;

const CHANGES = {
  'read.describe': 'describe',
  'read.category': 'category',
  'read.place': 'place',
  'read.media': 'media',
  'read.who': 'who',
} as const;

/** Everything read back, with the agency that will get it; each part can be changed. */
export const readBackStep: Step = {
  ask(scene, manner) {
    const choices = [
      choice(scene, 'read.send'),
      choice(scene, 'read.describe'),
      choice(scene, 'read.category'),
      choice(scene, 'read.place'),
      choice(scene, 'read.media'),
      choice(scene, 'read.who'),
      choice(scene, 'read.cancel'),
    ];
    const text = manner === 'first' ? summary(scene) : words(scene, 'read.again');
    return { text, choices };
  },
  read(scene) {
    const { talk, turn } = scene;
    const value = picked(scene);
    const change = CHANGES[value as keyof typeof CHANGES];
    if (change) {
      draftOf(talk).changing = change;
      return { go: change };
    }
    if (value === 'read.send' || (value === null && turn.choice === null && isYes(turn.text))) {
      return 'next';
    }
    if (value !== null || turn.choice !== null) return 'missed';
    return addToStory(scene);
  },
};

function addToStory(scene: Scene): Outcome {
  const { text } = scene.turn;
  if (!text) return 'ask';
  if (!tellsSomething(text)) return 'missed';
  tell(draftOf(scene.talk), text, scene.world);
  say(scene, words(scene, 'describe.added'));
  return 'ask';
}

function summary(scene: Scene): string {
  const draft = draftOf(scene.talk);
  const category = draft.category ?? 'other';
  const { mediaIds } = draft;
  return words(scene, 'read.back', {
    description: excerpt(storyOf(draft), STORY_SHOWN),
    category: words(scene, `category.${category}`),
    place: excerpt(placeInWords(draft.place, words(scene, 'read.pin')), PLACE_SHOWN),
    media: words(scene, mediaIds.length > 0 ? 'read.count' : 'read.none', {
      count: mediaIds.length,
    }),
    reporter: reporterInWords(scene, draft),
    agency: scene.world.agencyFor(category, placeOf(draft.place)).name,
  });
}

function reporterInWords(scene: Scene, draft: Draft): string {
  const reporter = reporterOf(draft);
  if (reporter.kind === 'anonymous') return words(scene, 'who.anonymous');
  const name = reporter.name ?? '';
  if (reporter.kind === 'named') return name;
  return name ? `${words(scene, 'who.secret')} (${name})` : words(scene, 'who.secret');
}
