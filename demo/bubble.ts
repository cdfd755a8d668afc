import news from '../src/app/complaint-news.json' with { type: 'json' };
import english from '../src/dialogue/phrases/en.json' with { type: 'json' };
import indonesian from '../src/dialogue/phrases/id.json' with { type: 'json' };

export type PhraseKey = keyof typeof indonesian;

/** Sentences too short to tell the bot from a person. */
const SHORTEST = 12;

const SENTENCES = sentences();

/** The bot's sentences in a bubble, in order of appearance; none when a person wrote it. */
export function sentencesIn(text: string): PhraseKey[] {
  return SENTENCES.map(({ key, pattern }) => ({ key, at: text.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ key }) => key);
}

/** True for the house's word on what became of a report. */
export function isNews(text: string): boolean {
  return text.startsWith(news.id.report) || text.startsWith(news.en.report);
}

/** The label of a button in both languages. */
export function labelsOf(key: PhraseKey): string[] {
  return [indonesian[key], english[key]];
}

/** Where among the choices this button is; -1 when it is not there. */
export function indexOfChoice(choices: readonly string[], key: PhraseKey): number {
  const wanted = labelsOf(key);
  return choices.findIndex((label) => wanted.includes(label));
}

function sentences(): { key: PhraseKey; pattern: RegExp }[] {
  const keys = Object.keys(indonesian) as PhraseKey[];
  return keys.flatMap((key) =>
    [indonesian[key], english[key]]
      .filter((sentence) => sentence.length >= SHORTEST)
      .map((sentence) => ({ key, pattern: patternOf(sentence) })),
  );
}

/** The sentence with anything in place of `{…}`. */
function patternOf(sentence: string): RegExp {
  const parts = sentence
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[\\s\\S]*?'));
}
