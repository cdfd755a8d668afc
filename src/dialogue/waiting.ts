import { readExactChoice } from './answers.js';
import { type Command, readCommand } from './commands.js';
import { goOn, goTo } from './course.js';
import { hasFacts } from './draft.js';
import { takeFacts } from './facts.js';
import { choice, put, type Scene, say, words } from './scene.js';
import type { Waiting } from './state.js';
import { steer, switchLanguage } from './steer.js';
import { lookUp } from './steps/menu.js';

/** While a person is awaited, messages are acknowledged, but not each of them. */
const ACKNOWLEDGE_EVERY_MS = 120_000;

const LEAVING: readonly Command['name'][] = [
  'cancel',
  'back',
  'restart',
  'report',
  'menu',
  'start',
];

/** A turn of a citizen who waits for a person. */
export function wait(scene: Scene, waiting: Waiting) {
  const { talk, turn } = scene;
  const command = turn.choice === null ? readCommand(turn.text) : null;
  if (turn.choice === 'wait.cancel' || saidCancel(scene)) return leave(scene);
  if (command && LEAVING.includes(command.name)) return leave(scene, command);
  if (command?.name === 'status') return void lookUp(scene, command.reference);
  if (command?.name === 'help') return say(scene, words(scene, 'help'));
  if (command?.name === 'language') return switchLanguage(scene);
  if (hasFacts(talk.draft)) takeFacts(scene);
  acknowledge(scene, waiting);
}

/** By its number in a menu without buttons, or by its words, also when they are offered no more. */
function saidCancel(scene: Scene): boolean {
  const { talk, turn } = scene;
  if (turn.choice !== null) return false;
  if (readExactChoice(turn.text, talk.offered) === 'wait.cancel') return true;
  return turn.text.toLowerCase() === words(scene, 'wait.cancel').toLowerCase();
}

function acknowledge(scene: Scene, waiting: Waiting): void {
  const { now } = scene.world;
  if (now.getTime() - Date.parse(waiting.ackAt) < ACKNOWLEDGE_EVERY_MS) return;
  waiting.ackAt = now.toISOString();
  put(scene, { text: words(scene, 'wait.ack'), choices: [choice(scene, 'wait.cancel')] });
}

/** Back to the bot, at the citizen's word. */
function leave(scene: Scene, command?: Command): void {
  scene.talk.waiting = null;
  scene.actions.push({ type: 'stand-down' });
  say(scene, words(scene, 'wait.cancelled'));
  if (command?.name === 'report' || command?.name === 'restart') steer(scene, command);
  else if (command?.name === 'menu' || command?.name === 'start') goTo(scene, 'menu');
  else goOn(scene);
}
