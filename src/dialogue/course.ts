import { hasFacts } from './draft.js';
import { fileDraft } from './file.js';
import { choice, handOff, type Outcome, put, type Scene, words } from './scene.js';
import { isDraftStep, nextStep, stepOf } from './script.js';
import type { StepName, Talk } from './state.js';

/** Puts the question that stands. */
export function askNow(scene: Scene): void {
  put(scene, stepOf(scene.talk.step).ask(scene, 'first'));
}

export function goTo(scene: Scene, step: StepName): void {
  scene.talk.step = step;
  scene.talk.misses = 0;
  askNow(scene);
}

/** Back to where the draft stands, or to the menu when there is none. */
export function goOn(scene: Scene): void {
  const { talk } = scene;
  if (!hasFacts(talk.draft)) goTo(scene, 'menu');
  else goTo(scene, isDraftStep(talk.step) ? talk.step : nextStep(talk.draft));
}

/** What follows from how the step took the answer. */
export function settle(scene: Scene, outcome: Outcome): void {
  if (outcome === 'next') moveOn(scene);
  else if (outcome === 'missed') miss(scene);
  else if (outcome === 'ask') askNow(scene);
  else if (outcome === 'said') scene.talk.misses = 0;
  else {
    if (scene.talk.step !== 'read-back') remember(scene.talk);
    goTo(scene, outcome.go);
  }
}

/** Notes an answered step for "kembali". */
function remember({ draft, step }: Talk): void {
  if (!draft || !isDraftStep(step)) return;
  draft.trail = [...draft.trail.filter((before) => before !== step), step];
}

function moveOn(scene: Scene) {
  const { talk } = scene;
  const { draft } = talk;
  if (!draft) return goTo(scene, 'menu');
  const answered = talk.step;
  draft.changing = null;
  if (answered !== 'read-back') remember(talk);
  const next = nextStep(draft);
  if (answered === 'read-back' && next === 'read-back') return fileDraft(scene, draft);
  goTo(scene, next);
}

/** First in other words, then with a human on offer, then to a human. */
function miss(scene: Scene) {
  const { talk } = scene;
  talk.misses += 1;
  if (talk.misses >= 3) {
    handOff(scene, 'not-understood', 'wait.not-understood');
    return;
  }
  const question = stepOf(talk.step).ask(scene, 'again');
  if (talk.misses === 1) return put(scene, question);
  const choices = [...(question.choices ?? []), choice(scene, 'human.yes')];
  put(scene, { text: `${words(scene, 'human.offer')}\n\n${question.text}`, choices });
}
