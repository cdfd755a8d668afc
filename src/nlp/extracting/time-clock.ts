import { plainAt } from './numbers.js';
import { book } from './phrasebook.js';
import { unitAt } from './time-units.js';
import type { Reader } from './time-word.js';
import data from './times.json' with { type: 'json' };
import type { Token } from './tokens.js';

const clockAt = book(data.clock);

/** `jam 2`, `pukul 14.30`, `jam setengah tiga`, `2 pm`. */
export const clockTime: Reader = (tokens, at) => {
  const mark = clockAt(tokens, at);
  const hour = hourAt(tokens, at + (mark?.length ?? 0));
  if (!hour) return undefined;
  const end = at + (mark?.length ?? 0) + hour.length;
  const english = /^(?:am|pm)$/.test(tokens[end]?.word ?? '');
  const isEnglishMark = /^(?:at|around)$/.test(tokens[at]?.word ?? '');
  if ((!mark || isEnglishMark) && !english && (!mark || hour.minute === undefined))
    return undefined;
  if (unitAt(tokens, end)) return undefined;
  const { minute } = hour;
  return {
    length: end - at,
    value: { kind: 'clock', hour: hour.hour, ...(minute === undefined ? {} : { minute }) },
  };
};

interface Hour {
  hour: number;
  minute?: number;
  length: number;
}

function hourAt(tokens: readonly Token[], at: number): Hour | undefined {
  if (tokens[at]?.plain === 'setengah' || tokens[at]?.word === 'satengah') {
    const next = plainAt(tokens, at + 1);
    if (!next || next.value < 1 || next.value > 12) return undefined;
    return { hour: next.value === 1 ? 12.5 : next.value - 0.5, length: 1 + next.length };
  }
  const hour = plainAt(tokens, at);
  if (!hour || hour.value > 24) return undefined;
  const [mark, minutes] = [tokens[at + hour.length], tokens[at + hour.length + 1]];
  const together = mark && minutes && mark.end === minutes.start && mark.start === tokens[at]?.end;
  const isTime = together && /^[.:]$/.test(mark.word) && /^[0-5]\d$/.test(minutes.word);
  if (isTime) return { hour: hour.value % 24, minute: Number(minutes.word), length: 3 };
  const about = tokens[at + hour.length]?.word === 'an' ? 1 : 0;
  return { hour: hour.value % 24, length: hour.length + about };
}
