import type { Content } from '../models/message.js';
import type { Triage } from '../models/triage.js';
import { readChoice } from './answers.js';
import { clean } from './clean.js';
import { readCommand } from './commands.js';
import type { DialogueState } from './contract.js';
import { revive } from './state.js';

/** People write in bursts; two seconds catch most of what belongs together. */
const TEXT_MS = 2000;
/** Albums arrive as single photos. */
const MEDIA_MS = 2500;

/** How long to wait for more bubbles of the same turn. */
export function patienceMs(state: DialogueState, content: Content, alarm: Triage['alarm']): number {
  if (alarm !== 'no') return 0;
  if (content.kind === 'photo' || content.kind === 'video') return MEDIA_MS;
  if (content.kind === 'document' || content.kind === 'audio') return MEDIA_MS;
  if (content.kind !== 'text') return 0;
  const talk = revive(state);
  const text = clean(content.text);
  if (talk.lane || talk.suspect) return 0;
  return readCommand(text) || readChoice(text, talk.offered) ? 0 : TEXT_MS;
}
