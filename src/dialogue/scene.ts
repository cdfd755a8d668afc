import type { HandoffReason } from '../models/conversation.js';
import type { Choice } from '../models/message.js';
import type { Triage } from '../models/triage.js';
import { readChoice } from './answers.js';
import type { Action, World } from './contract.js';
import { type PhraseKey, phrase, type Variables } from './phrases/phrases.js';
import type { Talk, Turn } from './state.js';

/** One event on stage: the working copy of the state, what was said, and what is to be done. */
export interface Scene {
  talk: Talk;
  turn: Turn;
  world: World;
  actions: Action[];
}

/** A question as a step puts it. */
export interface Question {
  text: string;
  choices?: Choice[];
  ask?: 'location';
}

/** How a step took the answer. */
export type Outcome =
  /** Answered: on to what is still unknown. */
  | 'next'
  /** Not understood. */
  | 'missed'
  /** Nothing to understand (a greeting, a photo by the way): ask again, in the same words. */
  | 'ask'
  /** The step has spoken for itself. */
  | 'said'
  | { go: Talk['step'] };

/** A sentence in the citizen's language; organisation and emergency number are always known. */
export function words(scene: Scene, key: PhraseKey, variables: Variables = {}): string {
  const { organisation, emergencyNumber } = scene.world;
  return phrase(scene.talk.language, key, {
    organisation,
    emergency: emergencyNumber,
    ...variables,
  });
}

/** A button: its value is its phrase key unless told otherwise. */
export function choice(scene: Scene, key: PhraseKey, value: string = key): Choice {
  return { value, label: words(scene, key) };
}

/** Says it in the same bubble as what was said just before, if that was no question. */
export function say(scene: Scene, text: string): void {
  const last = scene.actions.at(-1);
  if (last?.type === 'say' && !last.choices && !last.ask) last.text = `${last.text}\n\n${text}`;
  else scene.actions.push({ type: 'say', text });
}

/** Puts a question; from now on its choices are the ones that count. */
export function put(scene: Scene, question: Question): void {
  say(scene, question.text);
  const { choices = [], ask } = question;
  const last = scene.actions.at(-1);
  if (last?.type === 'say') {
    if (choices.length > 0) last.choices = choices;
    else if (ask) last.ask = ask;
  }
  scene.talk.offered = choices;
}

/** The value of the choice that was tapped, typed or numbered; null when none of those offered. */
export function picked(scene: Scene): string | null {
  const { talk, turn } = scene;
  if (turn.choice !== null) {
    return talk.offered.some(({ value }) => value === turn.choice) ? turn.choice : null;
  }
  return readChoice(turn.text, talk.offered);
}

/** Calls for a person and tells the citizen honestly when to expect one. */
export function handOff(scene: Scene, reason: HandoffReason, before?: PhraseKey): Outcome {
  const now = scene.world.now.toISOString();
  scene.actions.push({ type: 'handoff', reason });
  scene.talk.waiting = { reason, since: now, ackAt: now };
  scene.talk.misses = 0;
  if (before) say(scene, words(scene, before));
  const expectation = words(scene, scene.world.officeOpen ? 'wait.open' : 'wait.closed');
  put(scene, { text: expectation, choices: [choice(scene, 'wait.cancel')] });
  return 'said';
}

/** The same question is asked of triage once, and no more than two in one turn: each costs. */
export function thrifty(world: World): World {
  const known = new Map<string, Triage>();
  const triage = (text: string): Triage => {
    const before = known.get(text) ?? (known.size >= 2 ? [...known.values()].at(-1) : undefined);
    if (before) return before;
    const result = world.triage(text);
    known.set(text, result);
    return result;
  };
  return { ...world, triage };
}
