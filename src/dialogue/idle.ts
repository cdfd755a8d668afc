import { askNow, goOn } from './course.js';
import { hasFacts } from './draft.js';
import { put, type Scene, say, words } from './scene.js';
import { isDraftStep, nextStep } from './script.js';
import { confirmSuspicion } from './suspect.js';

/** How long before a draft is remembered, and then put aside. */
export const REMIND_AFTER_SECONDS = 30 * 60;
export const PARK_AFTER_SECONDS = 24 * 60 * 60;
/** Silence after "is anyone in danger?" counts as yes. */
export const CONFIRM_WITHIN_SECONDS = 20;
/** A citizen in danger who falls silent is asked once more. */
export const NUDGE_AFTER_SECONDS = 60;

/** The citizen has been silent for as long as the last `remind` asked. */
export function idle(scene: Scene) {
  const { talk } = scene;
  if (talk.suspect) return confirmSuspicion(scene, talk.suspect);
  if (talk.lane) return nudge(scene);
  const { draft } = talk;
  if (talk.waiting || !hasFacts(draft) || draft.silences === 2) return;
  if (draft.silences === 0) {
    draft.silences = 1;
    say(scene, words(scene, 'remind'));
    if (!isDraftStep(talk.step)) talk.step = nextStep(draft);
    askNow(scene);
  } else {
    draft.silences = 2;
    put(scene, { text: words(scene, 'park') });
  }
}

function nudge(scene: Scene): void {
  const { lane } = scene.talk;
  if (!lane || lane.nudged || lane.reference !== null) return;
  lane.nudged = true;
  put(scene, { text: words(scene, 'danger.nudge') });
}

/** Asks to be woken, if there is anything to come back to. */
export function setReminder(scene: Scene): void {
  const inSeconds = reminderSeconds(scene);
  if (inSeconds !== null) scene.actions.push({ type: 'remind', inSeconds });
}

function reminderSeconds({ talk }: Scene): number | null {
  if (talk.suspect) return CONFIRM_WITHIN_SECONDS;
  if (talk.lane) return talk.lane.nudged || talk.lane.reference ? null : NUDGE_AFTER_SECONDS;
  if (talk.waiting || !hasFacts(talk.draft)) return null;
  if (talk.draft.silences === 2) return null;
  return talk.draft.silences === 0 ? REMIND_AFTER_SECONDS : PARK_AFTER_SECONDS;
}

/** A human gave the conversation back: the bot knows what was said, and goes on where it was. */
export function comeBack(scene: Scene, note: string): void {
  const { talk } = scene;
  talk.waiting = null;
  talk.lane = null;
  talk.suspect = null;
  say(scene, words(scene, 'returned'));
  if (note) say(scene, words(scene, 'returned.note', { note }));
  goOn(scene);
}
