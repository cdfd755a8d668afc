import { draftOf, hasFacts, tell } from './draft.js';
import type { Scene } from './scene.js';
import type { Lane } from './state.js';

/**
 * Keeps what the lane was told once the alarm is withdrawn: as a new draft, or, when one is waiting,
 * as an addition to it. Nothing when the lane was filed. True when an older draft waits.
 */
export function dropInto(scene: Scene, lane: Lane): boolean {
  const { talk, world } = scene;
  talk.step = 'menu';
  const waiting = hasFacts(talk.draft);
  if (lane.reference !== null) return waiting;
  const draft = draftOf(talk);
  draft.safe = true;
  for (const text of [lane.words, ...lane.people]) tell(draft, text, world);
  draft.mediaIds = [...new Set([...draft.mediaIds, ...lane.mediaIds])];
  if (!draft.place.point && !draft.place.words && !draft.place.area) {
    draft.place = { ...draft.place, ...lane.place };
    draft.placeAnswered = Boolean(lane.place.words);
  }
  return waiting;
}
