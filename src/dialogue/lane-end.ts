import { shorten, tellsSomething } from './clean.js';
import { draftOf, hasFacts, tell } from './draft.js';
import type { Scene } from './scene.js';
import type { Draft, Lane } from './state.js';
import { emptyTurn } from './turn.js';

const HELD_LIMIT = 4000;

/**
 * Keeps what the lane was told once the alarm is withdrawn: as a new draft, or, when an older one
 * waits, put aside until the citizen has chosen. Nothing when the lane was filed. True when an older
 * draft waits.
 */
export function dropInto(scene: Scene, lane: Lane): boolean {
  const { talk } = scene;
  talk.step = 'menu';
  const older = hasFacts(talk.draft);
  if (lane.reference !== null) return older;
  if (older && talk.draft) putAside(scene, lane, talk.draft);
  else beginFrom(scene, lane, draftOf(talk));
  return older;
}

function beginFrom({ world }: Scene, lane: Lane, draft: Draft): void {
  draft.safe = true;
  for (const text of [lane.words, ...lane.people]) tell(draft, text, world);
  draft.mediaIds = [...lane.mediaIds];
  draft.place = { ...draft.place, ...lane.place };
  draft.placeAnswered = Boolean(lane.place.words);
}

function putAside({ talk }: Scene, lane: Lane, draft: Draft): void {
  const text = shorten([lane.words, ...lane.people].join('\n'), HELD_LIMIT);
  const { point, pointAt } = lane.place;
  const known = Boolean(draft.place.point || draft.place.area || draft.placeAnswered);
  talk.held = {
    ...emptyTurn(lane.openedAt),
    text: tellsSomething(text) ? text : '',
    mediaIds: lane.mediaIds,
    pin: point && !known ? { point, at: pointAt ?? lane.openedAt } : null,
  };
}
