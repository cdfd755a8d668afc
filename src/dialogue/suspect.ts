import type { Triage } from '../models/triage.js';
import { isSkip, isYes, readChoice, readExactChoice } from './answers.js';
import { wordsOf } from './clean.js';
import { readCommand } from './commands.js';
import { goOn } from './course.js';
import { openLane } from './lane.js';
import { choice, put, type Scene, words } from './scene.js';
import type { Suspect, Turn } from './state.js';
import { factsOf } from './told.js';

/**
 * Perhaps danger: operators are told at once, and the citizen confirms in one tap. Yes or silence
 * opens the lane. (At one real event in a hundred calls, most suspicions are none.)
 */
export function openSuspicion(scene: Scene, turn: Turn, triage: Triage): void {
  const { talk } = scene;
  talk.suspect = { turn, triage, openedAt: turn.at, before: talk.step, misses: 0 };
  talk.step = 'danger-check';
  showSuspicion(scene, talk.suspect);
  scene.actions.push({ type: 'handoff', reason: 'suspected-emergency' });
  askSuspicion(scene);
}

/** So many words make a sentence, which a model may judge without a word of danger in it. */
const SENTENCE_WORDS = 4;

/**
 * True when a suspicion is worth a question: not about what the citizen called safe, and not when
 * the model alone dislikes a short answer ("kirim", a name, a landmark).
 */
export function isSuspicious({ talk }: Scene, told: string, triage: Triage): boolean {
  if (triage.alarm !== 'suspected' || talk.draft?.safe) return false;
  const dangerWords = triage.reasons.some(({ rule }) => rule !== 'model');
  if (dangerWords) return true;
  return wordsOf(told).length >= SENTENCE_WORDS && readChoice(told, talk.offered) === null;
}

export function askSuspicion(scene: Scene): void {
  put(scene, {
    text: words(scene, 'danger.check'),
    choices: [
      choice(scene, 'danger.yes'),
      choice(scene, 'danger.past'),
      choice(scene, 'danger.mistake'),
    ],
  });
}

function showSuspicion(scene: Scene, suspect: Suspect, confirmed?: 'no'): void {
  const told = [suspect.turn.text, ...suspect.turn.edits].filter(Boolean).join('\n').slice(0, 1000);
  scene.actions.push({
    type: 'emergency',
    words: told,
    triage: suspect.triage,
    openedAt: new Date(suspect.openedAt),
    ...(confirmed ? { confirmed } : {}),
    ...factsOf(scene, told),
  });
}

/** What the citizen's answer makes of a suspicion. */
export type Verdict = 'open' | 'denied' | 'unsure';

/** Reads the tap or the words; anything else twice counts as danger. */
export function readVerdict(scene: Scene, suspect: Suspect): Verdict {
  const { turn } = scene;
  const value = chosen(scene);
  if (value === 'danger.yes' || isYes(turn.text)) return 'open';
  if (value !== null || isDenial(turn.text)) return 'denied';
  if (readCommand(turn.text)?.name === 'cancel') return 'denied';
  suspect.misses += 1;
  return suspect.misses >= 2 ? 'open' : 'unsure';
}

/** "tidak", but neither "tidak tahu" nor "tidak bisa napas": only the whole message counts. */
function isDenial(text: string): boolean {
  const said = wordsOf(text).filter((word) => !/^(pak|bu|kak|min|kok|ya)$/.test(word));
  return DENIAL.test(said.join(' '));
}

const DENIAL =
  /^(?:t|tidak|tdk|tak|gak|ga|gk|nggak|enggak|ngga|bukan|dak|ndak|ora|mboten|teu|henteu|no|nope|aman|sudah aman|sudah lewat|sudah padam|it is over|(?:tidak|tdk|gak|ga|nggak) ada(?: (?:bahaya|korban|yang terancam))?|nobody|no one)$/;

function chosen({ talk, turn }: Scene): string | null {
  if (turn.choice === null) return readExactChoice(turn.text, talk.offered);
  return turn.choice.startsWith('danger.') ? turn.choice : null;
}

/** Facts that come while the question stands belong to the suspicion. */
export function addToSuspicion({ turn: into }: Suspect, turn: Turn): void {
  into.pin = turn.pin ?? into.pin;
  into.mediaIds = [...new Set([...into.mediaIds, ...turn.mediaIds])];
  into.mediaKinds = [...into.mediaKinds, ...turn.mediaKinds];
  const { text } = turn;
  const answer = turn.choice !== null || isYes(text) || isDenial(text) || isSkip(text);
  const told = !answer && readCommand(turn.text) === null && turn.text.length > 3;
  if (told) into.text = [into.text, turn.text].filter(Boolean).join('\n').slice(0, 6000);
}

/** Yes, or silence: the lane opens with everything that was told since. */
export function confirmSuspicion(scene: Scene, suspect: Suspect, confirmed?: 'yes'): void {
  const { turn, triage } = suspect;
  scene.talk.step = suspect.before;
  openLane(scene, { turn, triage, ...(confirmed ? { confirmed } : {}) });
}

/** No: operators stand down; the turn that raised the suspicion is returned to be read as a report. */
export function denySuspicion(scene: Scene, suspect: Suspect): Turn | null {
  const { talk } = scene;
  const mistaken = chosen(scene) === 'danger.mistake';
  showSuspicion(scene, suspect, 'no');
  scene.actions.push({ type: 'stand-down' });
  talk.suspect = null;
  talk.step = suspect.before;
  talk.offered = [];
  const { turn } = suspect;
  if (!mistaken) return turn;
  if (turn.pin || turn.mediaIds.length > 0) return { ...turn, text: '', edits: [] };
  goOn(scene);
  return null;
}
