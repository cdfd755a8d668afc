import type { Area } from '../../models/place.js';
import { shorten } from '../clean.js';
import { answerPlace, answersPlace, draftOf } from '../draft.js';
import { choice, picked, words } from '../scene.js';
import type { Step } from './step.js';

const LABEL_CHARACTERS = 24;

/** Which of several villages? Only after a near-miss or a name that exists twice. */
export const areaStep: Step = {
  ask(scene, manner) {
    const areas = draftOf(scene.talk).candidates;
    return {
      text: words(scene, manner === 'first' ? 'area.ask' : 'area.again'),
      choices: [
        ...areas.map((area) => ({ value: `area.${area.code}`, label: labelOf(area, areas) })),
        choice(scene, 'area.none'),
      ],
    };
  },
  read(scene) {
    const { talk, turn, world } = scene;
    const draft = draftOf(talk);
    if (turn.pin) draft.candidates = [];
    const value = picked(scene);
    const area = draft.candidates.find(({ code }) => value === `area.${code}`);
    if (area) draft.place.area = area;
    if (area || value === 'area.none') draft.candidates = [];
    if (area || value === 'area.none' || turn.pin) return 'next';
    if (turn.choice !== null || !turn.text) return turn.text ? 'missed' : 'ask';
    const reading = world.readPlace(turn.text);
    if (!answersPlace(reading)) return 'missed';
    answerPlace(draft, turn.text, reading);
    return 'next';
  },
};

/** The village, with its district where another one has the same name. */
function labelOf(area: Area, among: readonly Area[]): string {
  const twice = among.filter(({ name }) => name === area.name).length > 1;
  if (!twice || !area.districtName) return shorten(area.name, LABEL_CHARACTERS);
  const room = LABEL_CHARACTERS - Math.min(area.name.length, 12) - 2;
  return `${shorten(area.name, 12)}, ${shorten(area.districtName, room)}`;
}
