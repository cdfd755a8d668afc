import type { Triage } from '../models/triage.js';
import { readCommand } from './commands.js';
import type { Advanced, Bubble, DialogueState, World } from './contract.js';
import {
  addDanger,
  addFacts,
  addOverheard,
  fillFromFirstWords,
  newLane,
  showCard,
} from './lane-card.js';
import { type Scene, thrifty } from './scene.js';
import { type Lane, revive, type Suspect, type Turn } from './state.js';
import { noteSaid } from './told.js';
import { mergeTurns, readBubbles } from './turn.js';

/**
 * What the citizen says while a person answers: nothing is said, but the emergency card goes on
 * learning the place, who is in danger, and the words of danger; the first of those opens it. Null
 * when there was nothing to learn. Never throws.
 */
export function overhear(
  state: DialogueState,
  bubbles: readonly Bubble[],
  world: World,
): Advanced | null {
  try {
    const turn = mergeTurns(readBubbles(bubbles, world.now));
    const scene: Scene = { talk: revive(state), turn, world: thrifty(world), actions: [] };
    learn(scene);
    return scene.actions.length > 0 ? { state: scene.talk, actions: scene.actions } : null;
  } catch {
    return null;
  }
}

function learn(scene: Scene): void {
  const { talk, turn, world } = scene;
  const told = toldIn(turn);
  noteSaid(talk, turn);
  const triage = told ? world.triage(told) : null;
  const before = JSON.stringify(talk.lane);
  const lane = talk.lane ?? silentLane(scene, triage);
  if (!lane) return;
  addFacts(lane, turn);
  if (turn.choice === 'danger.yes' || turn.choice === 'danger.still') lane.confirmed = 'yes';
  if (turn.choice !== null && DENIALS.includes(turn.choice)) lane.confirmed = 'no';
  if (told) addOverheard(scene, lane, told);
  if (triage?.alarm === 'certain') addDanger(lane, told, triage);
  if (JSON.stringify(lane) !== before) showCard(scene, lane);
}

const DENIALS: readonly string[] = ['danger.not', 'danger.past', 'danger.mistake'];

function toldIn({ text, edits }: Turn): string {
  return [readCommand(text) ? '' : text, ...edits].filter(Boolean).join('\n');
}

/** The lane that words of danger open to a person; or that of a suspicion, which is theirs to judge now. */
function silentLane(scene: Scene, triage: Triage | null): Lane | null {
  const { talk, turn } = scene;
  const first: Pick<Suspect, 'turn' | 'triage'> | null =
    talk.suspect ?? (triage?.alarm === 'certain' ? { turn, triage } : null);
  if (!first) return null;
  talk.lane = newLane(first);
  talk.suspect = null;
  talk.step = 'danger-more';
  fillFromFirstWords(scene, talk.lane, first.turn);
  return talk.lane;
}
