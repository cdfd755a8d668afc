import type { Content, MediaRef } from '../models/message.js';
import { clean } from './clean.js';
import { readCommand } from './commands.js';
import type { Bubble } from './contract.js';
import type { Pin, Turn } from './state.js';

export function emptyTurn(at: string): Turn {
  return {
    text: '',
    choice: null,
    pin: null,
    mediaIds: [],
    mediaKinds: [],
    lost: null,
    edits: [],
    contact: null,
    odd: null,
    at,
  };
}

/**
 * The bubbles of one turn in at most two pieces, in the order in which they came: what was told
 * (joined), and the last button or command, which would be lost in the middle of other words.
 */
export function readBubbles(bubbles: readonly Bubble[], now: Date): Turn[] {
  const spoken = bubbles.filter(({ content }) => content.kind !== 'reaction');
  const control = spoken.findLastIndex(({ content }) => isControl(content));
  const told = spoken.filter(({ content }) => !isControl(content));
  const steering = spoken[control];
  const pieces = steering
    ? spoken.findIndex(({ content }) => !isControl(content)) < control
      ? [told, [steering]]
      : [[steering], told]
    : [told];
  return pieces.filter((piece) => piece.length > 0).map((piece) => join(piece, now));
}

function isControl(content: Content): boolean {
  if (content.kind === 'choice') return true;
  return content.kind === 'text' && readCommand(clean(content.text)) !== null;
}

function join(bubbles: readonly Bubble[], now: Date): Turn {
  const turn = emptyTurn(now.toISOString());
  const texts: string[] = [];
  for (const { content, at } of bubbles) {
    note(turn, content, at);
    const text = textOf(content);
    if (text) texts.push(text);
  }
  turn.text = clean(texts.join('\n'));
  return turn;
}

function note(turn: Turn, content: Content, at: Date): void {
  if (content.kind === 'choice') turn.choice = content.value;
  else if (content.kind === 'location') turn.pin = readPin(content, at) ?? turn.pin;
  else if (content.kind === 'edit') turn.edits.push(clean(content.text));
  else if (content.kind === 'contact') turn.contact = { name: content.name, phone: content.phone };
  else if (content.kind === 'unsupported') turn.odd = 'unsupported';
  else if (content.kind === 'sticker') turn.odd = 'sticker';
  else if ('media' in content) noteMedia(turn, content.kind, content.media);
}

function noteMedia(turn: Turn, kind: Turn['mediaKinds'][number], media: MediaRef): void {
  turn.mediaKinds.push(kind);
  if (media.mediaId !== null) turn.mediaIds.push(media.mediaId);
  else if (media.missing) turn.lost = media.missing === 'too-large' ? 'too-large' : 'missing';
}

function textOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  if ('caption' in content) return content.caption ?? '';
  return '';
}

/** Null for (0,0), which vendors send for "no pin", and for anything that is not on the globe. */
function readPin(content: Extract<Content, { kind: 'location' }>, at: Date): Pin | null {
  const { latitude, longitude, accuracyMetres } = content;
  const onGlobe = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!onGlobe || (latitude === 0 && longitude === 0)) return null;
  const words = clean([content.name, content.address].filter(Boolean).join(', '));
  const point = {
    latitude,
    longitude,
    ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
  };
  return { point, at: at.toISOString(), ...(words ? { words } : {}) };
}

/** All pieces as one turn: in danger nothing is read twice, and no stray command among words counts. */
export function mergeTurns(pieces: readonly Turn[]): Turn {
  const last = pieces.at(-1) ?? emptyTurn('');
  return {
    ...last,
    text: pieces
      .map(({ text }) => (pieces.length > 1 && readCommand(text) ? '' : text))
      .filter(Boolean)
      .join('\n'),
    choice: pieces.findLast(({ choice }) => choice !== null)?.choice ?? null,
    pin: pieces.findLast(({ pin }) => pin !== null)?.pin ?? null,
    mediaIds: pieces.flatMap(({ mediaIds }) => mediaIds),
    mediaKinds: pieces.flatMap(({ mediaKinds }) => mediaKinds),
    edits: pieces.flatMap(({ edits }) => edits),
  };
}
