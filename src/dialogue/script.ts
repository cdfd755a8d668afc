import { tellsSomething } from './clean.js';
import { storyOf } from './draft.js';
import type { Draft, StepName } from './state.js';
import { areaStep } from './steps/area.js';
import { categoryStep } from './steps/category.js';
import { describeStep } from './steps/describe.js';
import { landmarkStep } from './steps/landmark.js';
import { mediaStep } from './steps/media.js';
import { menuStep } from './steps/menu.js';
import { nameStep } from './steps/name.js';
import { placeStep } from './steps/place.js';
import { questionStep } from './steps/question.js';
import { readBackStep } from './steps/read-back.js';
import { referenceStep } from './steps/reference.js';
import { resumeStep } from './steps/resume.js';
import type { Step } from './steps/step.js';
import { whoStep } from './steps/who.js';

/** The guided complaint in the order in which a citizen meets it; what is known is not asked. */
const SCRIPT: readonly { step: StepName; known: (draft: Draft) => boolean }[] = [
  { step: 'describe', known: (draft) => draft.voices >= 2 || tellsSomething(storyOf(draft)) },
  { step: 'category', known: ({ category }) => category !== null },
  { step: 'area', known: ({ candidates }) => candidates.length === 0 },
  {
    step: 'place',
    known: ({ place, placeAnswered }) => Boolean(place.point || place.area || placeAnswered),
  },
  {
    step: 'landmark',
    known: ({ place, landmarkAsked }) => Boolean(place.landmark) || landmarkAsked,
  },
  { step: 'media', known: ({ mediaIds, mediaAsked }) => mediaIds.length > 0 || mediaAsked },
  { step: 'who', known: ({ reporter }) => reporter !== null },
];

/** The first thing that is still unknown; the read-back when nothing is. */
export function nextStep(draft: Draft): StepName {
  return SCRIPT.find(({ known }) => !known(draft))?.step ?? 'read-back';
}

/** Every question that can be asked outside the emergency lane. */
export const ASKED: Readonly<Partial<Record<StepName, Step>>> = {
  describe: describeStep,
  category: categoryStep,
  area: areaStep,
  place: placeStep,
  landmark: landmarkStep,
  media: mediaStep,
  who: whoStep,
  name: nameStep,
  'read-back': readBackStep,
  menu: menuStep,
  question: questionStep,
  reference: referenceStep,
  resume: resumeStep,
};

const OUTSIDE: readonly StepName[] = ['menu', 'question', 'reference', 'resume'];

/** True for the steps that fill a draft. */
export function isDraftStep(step: StepName): boolean {
  return step in ASKED && !OUTSIDE.includes(step);
}

/** The question that stands; the menu for a step that asks nothing by itself. */
export function stepOf(name: StepName): Step {
  return ASKED[name] ?? menuStep;
}
