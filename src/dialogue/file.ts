import type { Urgency } from '../models/category.js';
import type { Triage } from '../models/triage.js';
import { dateInWords } from './dates.js';
import { reporterOf, storyOf } from './draft.js';
import { put, type Scene, words } from './scene.js';
import { type Draft, placeOf } from './state.js';
import { factsOf } from './told.js';

/** Files the draft and gives the receipt: reference, who has it, by when, and how to check. */
export function fileDraft(scene: Scene, draft: Draft): void {
  const { talk, world } = scene;
  const category = draft.category ?? 'other';
  const place = placeOf(draft.place);
  const description = storyOf(draft);
  const triage = draft.triage ?? world.triage(description);
  const urgency = urgencyOf(draft, triage);
  const agency = world.agencyFor(category, place);
  const dueAt = world.dueAt(urgency, world.now);
  const reference = world.freshReference;
  const { categoryBy, mediaIds } = draft;
  scene.actions.push({
    type: 'file',
    complaint: {
      reference,
      description,
      category,
      urgency,
      triage,
      categoryBy,
      place,
      mediaIds,
      reporter: reporterOf(draft),
      agencyId: agency.id,
      dueAt,
      ...factsOf(scene, description, place.words),
    },
  });
  talk.draft = null;
  talk.step = 'menu';
  talk.misses = 0;
  talk.lastReference = reference;
  const due = dateInWords(dueAt, { ...world, language: talk.language });
  put(scene, { text: words(scene, 'receipt', { reference, agency: agency.name, due }) });
}

/** What the citizen says outweighs the model; and what nobody knows is never `low`. */
function urgencyOf(draft: Draft, triage: Triage): Urgency {
  if (triage.urgency === 'emergency' && draft.safe) return 'high';
  const unknown = triage.abstain || draft.categoryBy === 'citizen';
  return triage.urgency === 'low' && unknown ? 'normal' : triage.urgency;
}
