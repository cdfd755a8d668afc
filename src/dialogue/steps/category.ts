import { CATEGORIES, type Category } from '../../models/category.js';
import { tellsSomething } from '../clean.js';
import { bestCategories, draftOf, isCategory, tell } from '../draft.js';
import { choice, picked, type Scene, words } from '../scene.js';
import type { Step } from './step.js';

/** Leaves room for "something else" and for "help from an officer" within ten choices. */
const PAGE = 8;

/** What is it about? Asked only when triage is unsure: its best three first, then the whole list. */
export const categoryStep: Step = {
  ask(scene, manner) {
    const { talk } = scene;
    const changing = talk.draft?.changing === 'category';
    const best = talk.draft?.voices === 2 ? [] : bestCategories(talk.draft?.triage ?? null);
    if (talk.categoryPage === 0 && (changing || best.length === 0)) talk.categoryPage = 1;
    const page = talk.categoryPage === 0 ? best : wholePage(talk.categoryPage);
    const last = talk.categoryPage * PAGE >= ALL.length;
    const choices = [
      ...page.map((category) => choice(scene, `category.${category}`)),
      last ? choice(scene, 'category.none', 'category.other') : choice(scene, 'category.more'),
    ];
    return { text: words(scene, manner === 'first' ? 'category.ask' : 'category.again'), choices };
  },
  read(scene) {
    const { talk, turn } = scene;
    const value = picked(scene) ?? namedCategory(scene);
    if (value === 'category.more') {
      talk.categoryPage += 1;
      return 'ask';
    }
    const category = value?.replace('category.', '') ?? '';
    if (isCategory(category)) return decide(scene, category);
    if (turn.choice !== null || !turn.text) return turn.text ? 'missed' : 'ask';
    return readMore(scene);
  },
};

const ALL = CATEGORIES.filter((category) => category !== 'other');

function wholePage(page: number): Category[] {
  return ALL.slice((page - 1) * PAGE, page * PAGE);
}

function decide(scene: Scene, category: Category) {
  const draft = draftOf(scene.talk);
  draft.category = category;
  draft.categoryBy = 'citizen';
  scene.talk.categoryPage = 0;
  return 'next' as const;
}

/** The words of any category, also of one that is not on this page. */
function namedCategory(scene: Scene): string | null {
  const said = scene.turn.text.trim().toLowerCase();
  const found = CATEGORIES.find(
    (category) => words(scene, `category.${category}`).toLowerCase() === said,
  );
  return found ? `category.${found}` : null;
}

/** Another sentence instead of a choice belongs to the story, and may make triage sure. */
function readMore(scene: Scene) {
  const draft = draftOf(scene.talk);
  if (!tellsSomething(scene.turn.text)) return 'missed' as const;
  tell(draft, scene.turn.text, scene.world);
  return draft.category ? ('next' as const) : ('missed' as const);
}
