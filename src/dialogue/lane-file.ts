import { shorten } from './clean.js';
import { STORY_LIMIT } from './draft.js';
import type { Scene } from './scene.js';
import { type Lane, placeOf } from './state.js';
import { factsOf } from './told.js';

/**
 * The lane's facts are complete: the incident gets a reference. The reporter was not asked for a
 * name, and stays anonymous. Returns the reference.
 */
export function fileLane(scene: Scene, lane: Lane): string {
  const { talk, world } = scene;
  const place = placeOf(lane.place);
  const reference = world.freshReference;
  const { category } = lane.triage;
  const description = shorten([lane.words, ...lane.people].join('\n'), STORY_LIMIT);
  scene.actions.push({
    type: 'file',
    complaint: {
      reference,
      description,
      category,
      urgency: 'emergency',
      triage: lane.triage,
      categoryBy: 'triage',
      place,
      mediaIds: lane.mediaIds,
      reporter: { kind: 'anonymous' },
      agencyId: world.agencyFor(category, place).id,
      dueAt: world.dueAt('emergency', world.now),
      ...factsOf(scene, description, place.words),
    },
  });
  lane.reference = reference;
  talk.lastReference = reference;
  return reference;
}
