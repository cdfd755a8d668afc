import { isGreeting, isThanks } from './answers.js';
import { tellsSomething } from './clean.js';
import { readCommand } from './commands.js';
import { askNow, goTo, settle } from './course.js';
import { answersPlace, draftOf, hasFacts, tell } from './draft.js';
import { takeFacts } from './facts.js';
import { handOff, picked, put, type Scene, say, words } from './scene.js';
import { nextStep, stepOf } from './script.js';
import type { Draft, Turn } from './state.js';
import { steer } from './steer.js';
import { mergeTurns } from './turn.js';
import { wait } from './waiting.js';

/** One piece of a turn in a conversation without danger. */
export function readOn(scene: Scene) {
  const { talk, turn } = scene;
  if (talk.waiting) return wait(scene, talk.waiting);
  const command = turn.choice === null ? readCommand(turn.text) : null;
  if (command) return steer(scene, command);
  if (isPutAside(scene)) return askWhetherToResume(scene);
  answer(scene);
}

/** A draft that was closed for silence is kept; the first new words only ask what to do with it. */
function isPutAside({ talk }: Scene): boolean {
  return hasFacts(talk.draft) && talk.draft.silences === 2 && talk.step !== 'resume';
}

function askWhetherToResume(scene: Scene): void {
  scene.talk.held = scene.turn.choice === null ? scene.turn : null;
  goTo(scene, 'resume');
}

/** Takes facts, then reads the answer to the question that stands. */
export function answer(scene: Scene) {
  const { talk, turn } = scene;
  if (talk.draft && talk.draft.silences === 1) talk.draft.silences = 0;
  if (talk.step === 'resume') hold(scene);
  else if (talk.step !== 'question') takeFacts(scene);
  if (isStale(scene)) return tellStale(scene);
  if (picked(scene) === 'human.yes') {
    const reason = talk.step === 'reference' ? 'asked' : 'not-understood';
    return void handOff(scene, reason);
  }
  if (sayKindly(scene, turn)) return;
  const outcome = stepOf(talk.step).read(scene);
  if (talk.step === 'resume' && outcome === 'next') return resume(scene);
  settle(scene, outcome);
}

/** Stickers, contacts and small talk get a kind word, and the question again. */
function sayKindly(scene: Scene, turn: Turn): boolean {
  const { talk } = scene;
  const silent = !turn.text && turn.choice === null && !turn.pin && turn.mediaKinds.length === 0;
  if (silent && turn.odd) say(scene, words(scene, `odd.${turn.odd}`));
  else if (isThanks(turn.text)) {
    say(scene, words(scene, 'thanks'));
    if (talk.step === 'menu' && !hasFacts(talk.draft)) return true;
  } else if (isGreeting(turn.text) && talk.greeted) say(scene, words(scene, 'hello'));
  else if (!silent || (!turn.contact && turn.edits.length === 0)) return false;
  askNow(scene);
  return true;
}

function isStale({ talk, turn }: Scene): boolean {
  return turn.choice !== null && !talk.offered.some(({ value }) => value === turn.choice);
}

/** A button of an earlier question; a second tap on "send" is answered with the receipt. */
function tellStale(scene: Scene) {
  const { talk, turn } = scene;
  if (turn.choice === 'read.send' && talk.lastReference && !hasFacts(talk.draft)) {
    return put(scene, { text: words(scene, 'receipt.again', { reference: talk.lastReference }) });
  }
  say(scene, words(scene, 'stale'));
  askNow(scene);
}

/** Facts that come before the choice wait with the words that were put aside. */
function hold(scene: Scene): void {
  const { talk, turn } = scene;
  if (turn.choice !== null || (!turn.pin && turn.mediaIds.length === 0)) return;
  talk.held = mergeTurns(talk.held ? [talk.held, turn] : [turn]);
}

/** The citizen chose between the old draft and a new one; the words put aside are read now. */
function resume(scene: Scene): void {
  const { talk } = scene;
  const { held } = talk;
  talk.held = null;
  talk.offered = [];
  if (!talk.draft && !held) draftOf(talk);
  settle(scene, 'next');
  if (!held) return;
  scene.actions = scene.actions.filter(({ type }) => type !== 'say');
  scene.turn = held;
  if (talk.draft && addsToStory(scene, held)) addHeld(scene, talk.draft);
  else answer(scene);
}

/** A sentence that says nothing of a place goes on with the old story, whatever was asked. */
function addsToStory({ world }: Scene, { text }: Turn): boolean {
  return tellsSomething(text) && !answersPlace(world.readPlace(text)) && !isGreeting(text);
}

function addHeld(scene: Scene, draft: Draft): void {
  takeFacts(scene);
  tell(draft, scene.turn.text, scene.world);
  say(scene, words(scene, 'describe.added'));
  settle(scene, { go: nextStep(draft) });
}
