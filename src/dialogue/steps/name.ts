import { isGreeting, isNo, isSkip, isThanks, isYes } from '../answers.js';
import { wordsOf } from '../clean.js';
import { draftOf, nameIn } from '../draft.js';
import { words } from '../scene.js';
import type { Step } from './step.js';

/** The citizen's name, in any form; never checked against anything. */
export const nameStep: Step = {
  ask: (scene, manner) => ({ text: words(scene, manner === 'first' ? 'name.ask' : 'name.again') }),
  read(scene) {
    const { talk, turn } = scene;
    if (turn.choice !== null || !turn.text) return turn.text ? 'missed' : 'ask';
    const draft = draftOf(talk);
    if (isSkip(turn.text)) {
      draft.reporter = { kind: 'anonymous' };
      return 'next';
    }
    const name = nameIn(turn.text) ?? plainName(turn.text);
    if (!name) return 'missed';
    draft.name = name;
    draft.reporter = { kind: 'named', name };
    return 'next';
  },
};

const NAME_LIMIT = 80;
const NO_NAME =
  /^(apa|apakah|kenapa|mengapa|bagaimana|gimana|maksud\w*|kok|siapa|harus|boleh|kapan|what|why|how|who|must|should|when|mau|ingin|tolong|lapor\w*|jalan|lampu)$/;

/** One to four words of letters that are neither a question nor a yes, no, hello or thanks. */
export function plainName(text: string): string | null {
  const said = text.replace(/\s+/g, ' ').replace(/[.!,]+$/, '');
  const words = wordsOf(said);
  if (words.length === 0 || words.length > 4 || said.length > NAME_LIMIT) return null;
  if (!/^[\p{L}\p{M}'’. -]{2,}$/u.test(said)) return null;
  if (words.some((word) => NO_NAME.test(word))) return null;
  if (isSkip(text) || isYes(text) || isNo(text) || isGreeting(text) || isThanks(text)) return null;
  return said;
}
