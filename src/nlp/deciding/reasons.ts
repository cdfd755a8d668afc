import { CATEGORIES, type Category } from '../../models/category.js';
import type { Alarm, Reason } from '../../models/triage.js';
import type { Danger } from '../danger/danger.js';
import type { Word } from '../reading/word.js';
import { keyOf } from './features.js';
import { columnsOf, type Model } from './model.js';

/** So many words of the model are named, and so many reasons in all. */
const MODEL_WORDS = 3;
const MOST = 12;
const WORDS_WEIGHED = 200;

interface Decided {
  text: string;
  words: readonly Word[];
  danger: Danger;
  model: Model;
  category: Category;
  alarm: Alarm;
}

/** The citizen's own words that decided, each with its rule, in the order of their weight. */
export function reasonsOf(decided: Decided): Reason[] {
  const { text, words, danger, model, category } = decided;
  const reasons: Reason[] = [];
  const add = (rule: string, start: number, end: number): void => {
    const same = reasons.some(
      (each) => each.start === start && each.end === end && each.rule === rule,
    );
    if (!same && reasons.length < MOST && end > start) {
      reasons.push({ words: text.slice(start, end), rule, start, end });
    }
  };
  for (const { concept, from, to } of danger.evidence) {
    const span = words.slice(from, to);
    const first = span[0];
    const last = span.at(-1);
    if (first && last) add(`${concept.kind}: ${concept.name}`, first.start, last.end);
  }
  const [first, last] = [words[0], words.at(-1)];
  if (danger.bareCry && first && last) add('cry for help', first.start, last.end);
  const suspected = decided.alarm !== 'no' && danger.alarm === 'no';
  const telling = suspected
    ? tellingOfDanger(words, model)
    : tellingOf(words, model, CATEGORIES.indexOf(category));
  for (const word of telling) add('model', word.start, word.end);
  return reasons;
}

/** Words that pull the model most towards an emergency. */
export function tellingOfDanger(words: readonly Word[], model: Model): Word[] {
  return tellingOf(words, model, columnsOf('urgency').from);
}

/** Words that pull the model most towards the answer of one column. */
function tellingOf(words: readonly Word[], model: Model, column: number): Word[] {
  const weighed = words
    .slice(0, WORDS_WEIGHED)
    .map((word) => ({ word, pull: model.pullsOf(keyOf(word))[column] ?? 0 }));
  return weighed
    .filter(({ pull }) => pull > 0)
    .toSorted((a, b) => b.pull - a.pull)
    .slice(0, MODEL_WORDS)
    .map(({ word }) => word);
}
