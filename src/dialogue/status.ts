import { excerpt } from './clean.js';
import type { StatusSummary } from './contract.js';
import { askNow } from './course.js';
import { dateInWords } from './dates.js';
import { choice, put, type Scene, say, words } from './scene.js';
import { isDraftStep } from './script.js';

const NOTE_SHOWN = 300;
const MOST_SHOWN = 3;

/** The answer to a `look-up`: state, agency, last public note and next deadline, in plain words. */
export function tellStatus(scene: Scene, asked: string | null, found: StatusSummary[]) {
  if (found.length === 0) return tellNothing(scene, asked);
  if (found.length > 1) say(scene, words(scene, 'status.mine'));
  for (const summary of found.slice(-MOST_SHOWN)) {
    scene.actions.push({ type: 'say', text: summaryInWords(scene, summary) });
  }
  if (isDraftStep(scene.talk.step)) askNow(scene);
}

function tellNothing(scene: Scene, asked: string | null) {
  const { talk } = scene;
  const text =
    asked === null
      ? words(scene, 'status.none')
      : words(scene, 'status.unknown', { reference: excerpt(asked, 20) });
  if (talk.waiting || talk.lane) return say(scene, text);
  if (isDraftStep(talk.step)) {
    say(scene, text);
    return askNow(scene);
  }
  talk.step = 'reference';
  talk.misses = 0;
  const question = words(scene, 'reference.ask');
  put(scene, { text: `${text}\n\n${question}`, choices: [choice(scene, 'human.yes')] });
}

function summaryInWords(scene: Scene, summary: StatusSummary): string {
  const { talk, world } = scene;
  const when = { ...world, language: talk.language };
  const over = ['resolved', 'rejected', 'closed'].includes(summary.status);
  const told = words(scene, 'status.one', {
    reference: summary.reference,
    category: words(scene, `category.${summary.category}`),
    state: words(scene, `status.${summary.status}`),
    agency: excerpt(summary.agencyName, 100),
    filed: dateInWords(summary.filedAt, when),
    deadline: over
      ? words(scene, 'status.over')
      : words(scene, 'status.due', { due: dateInWords(summary.dueAt, when) }),
  });
  const note = excerpt(summary.lastPublicNote ?? '', NOTE_SHOWN);
  return note ? `${told}\n${words(scene, 'status.note', { note })}` : told;
}
