import type { Command } from './commands.js';
import { askNow, goOn, goTo } from './course.js';
import { draftOf, hasFacts } from './draft.js';
import { handOff, type Scene, say, words } from './scene.js';
import { isDraftStep, nextStep } from './script.js';
import { lookUp } from './steps/menu.js';

type Steering = (scene: Scene, command: Command) => void;

/** What the global words do, in any step outside the emergency lane. */
const STEERING: Readonly<Record<Command['name'], Steering>> = {
  cancel(scene) {
    const had = hasFacts(scene.talk.draft) || isDraftStep(scene.talk.step);
    say(scene, words(scene, had ? 'cancel.draft' : 'cancel.nothing'));
    leave(scene);
  },
  back: goBack,
  restart(scene) {
    say(scene, words(scene, 'restart'));
    leave(scene);
  },
  help(scene) {
    say(scene, words(scene, 'help'));
    askNow(scene);
  },
  language(scene) {
    switchLanguage(scene);
    askNow(scene);
  },
  officer: (scene) => void handOff(scene, 'asked'),
  status: (scene, { reference }) => void lookUp(scene, reference),
  question: (scene) => goTo(scene, 'question'),
  report(scene) {
    if (isDraftStep(scene.talk.step)) return askNow(scene);
    if (hasFacts(scene.talk.draft)) return goTo(scene, 'resume');
    goTo(scene, nextStep(draftOf(scene.talk)));
  },
  menu: (scene) => goTo(scene, 'menu'),
  start(scene) {
    scene.talk.greeted = false;
    goTo(scene, 'menu');
  },
};

export function steer(scene: Scene, command: Command): void {
  STEERING[command.name](scene, command);
}

/** Drops the draft: only ever at the citizen's own word. */
function leave(scene: Scene): void {
  scene.talk.draft = null;
  scene.talk.held = null;
  scene.talk.categoryPage = 0;
  goTo(scene, 'menu');
}

/** One answer back; the old answer stands until a new one replaces it. */
function goBack(scene: Scene) {
  const { talk } = scene;
  const { draft } = talk;
  if (!draft || !isDraftStep(talk.step)) return goOn(scene);
  talk.categoryPage = 0;
  if (draft.changing) {
    draft.changing = null;
    return goTo(scene, nextStep(draft));
  }
  const before = draft.trail.pop();
  if (!before) {
    say(scene, words(scene, 'back.none'));
    return askNow(scene);
  }
  draft.changing = before;
  goTo(scene, before);
}

/** To the language named, else to the other one. */
export function switchLanguage(scene: Scene): void {
  const said = scene.turn.text.toLowerCase();
  const { talk } = scene;
  if (/english|inggris/.test(said)) talk.language = 'en';
  else if (/indonesia/.test(said)) talk.language = 'id';
  else talk.language = talk.language === 'id' ? 'en' : 'id';
  say(scene, words(scene, 'language'));
}
