import type { Danger } from '../danger/danger.js';
import { GROUPS } from '../danger/lexicon.js';
import { intentPhrases } from '../intent/signs.js';
import type { Word } from '../reading/word.js';
import { withoutMoods } from './features.js';

const LINK = /https?:|www\.|wa\.me|bit\.ly|t\.me|\.(?:com|net|id|xyz)\b/i;
const MONEY = /\brp\.?\s?\d|\d\s?(?:rb|ribu|jt|juta|k)\b/i;

const groupsOf = new Map<string, string[]>();
for (const [group, words] of Object.entries(GROUPS)) {
  for (const word of words) groupsOf.set(word, [...(groupsOf.get(word) ?? []), group]);
}

/**
 * What is known of a text beyond its words: what the grammars of danger and of intent found, its
 * length, its marks. The classifier learns how far to trust each.
 */
export function signsOf(
  text: string,
  { words, danger }: { words: readonly Word[]; danger: Danger },
): Set<string> {
  const signs = new Set([
    `length ${lengthOf(withoutMoods(words).length)}`,
    `alarm ${danger.alarm}`,
  ]);
  if (danger.category) signs.add(`alarm ${danger.alarm} ${danger.category}`);
  if (danger.cancelled) signs.add('cancelled');
  if (danger.bareCry) signs.add('bare cry');
  for (const { concept } of danger.evidence) {
    signs.add(concept.kind === 'hazard' ? `hazard ${concept.name}` : concept.role);
  }
  for (const { concept } of intentPhrases.find(words)) signs.add(`wants ${concept.intent}`);
  for (const group of groupsIn(words)) signs.add(`of ${group}`);
  if (text.includes('?')) signs.add('question mark');
  if (LINK.test(text)) signs.add('link');
  if (MONEY.test(text)) signs.add('money');
  if (words.some((word) => word.loud)) signs.add('loud');
  return signs;
}

/** Groups of the grammar that the words belong to, and which of them meet within a sentence. */
function groupsIn(words: readonly Word[]): Set<string> {
  const found = new Set<string>();
  let sentence = -1;
  let met: string[] = [];
  for (const { word, head, sentence: own } of words) {
    if (own !== sentence) met = [];
    sentence = own;
    for (const group of groupsOf.get(word) ?? groupsOf.get(head) ?? []) meet(group, met, found);
  }
  return found;
}

/** Adds a group to those met in the sentence, and notes it alone and beside each of them. */
function meet(group: string, met: string[], found: Set<string>): void {
  found.add(group);
  if (met.includes(group)) return;
  for (const other of met) found.add(other < group ? `${other} ${group}` : `${group} ${other}`);
  met.push(group);
}

/** Lengths by doubling, 0 to 7. */
function lengthOf(words: number): number {
  return Math.min(7, Math.floor(Math.log2(words + 1)));
}
