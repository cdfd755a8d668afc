/** Abbreviations as people make them: some vowels fall out, neighbours swap, letters double. */
const KINDS = 4;
const CHANCE_A_WORD = 0.15;

/** The text with some words misspelt, as `roll` decides: training sees how people really type. */
export function misspelt(text: string, roll: () => number): string {
  return text
    .split(' ')
    .map((word) => (word.length >= 4 && roll() < CHANCE_A_WORD ? slip(word, roll) : word))
    .join(' ');
}

/** One slip of the keyboard in a word of at least four letters. */
export function slip(word: string, roll: () => number): string {
  const at = 1 + Math.floor(roll() * (word.length - 2));
  const [before, here, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  switch (Math.floor(roll() * KINDS)) {
    case 0:
      return before + after;
    case 1:
      return before + here + here + after;
    case 2:
      return before + after.charAt(0) + here + after.slice(1);
    default:
      return before + here.repeat(4) + after;
  }
}
