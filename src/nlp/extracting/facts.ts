import type { Facts, PlaceFact, Told } from '../../models/facts.js';
import { agenciesIn } from './agencies.js';
import { localClock } from './local.js';
import { peopleIn } from './people.js';
import { phonesIn } from './phones.js';
import { platesIn } from './plates.js';
import { timesIn } from './times.js';
import { plainDigits, tokensOf } from './tokens.js';

/** What reading facts needs of the house. */
export interface FactReaderParts {
  /** Milliseconds whose UTC reading is what the citizens' clocks show at that moment. */
  localTime(at: Date): number;
  /** The parts of a place; `createPlaces(areas).find`. */
  placesIn(text: string): PlaceFact[];
}

/**
 * Reads the facts of a text; `saidAt` is when the words at an offset were said. Pure, deterministic,
 * never throws; of very long texts the beginning is read.
 */
export type FactReader = (text: string, saidAt: (start: number) => Date) => Facts;

/** Facts are told in the first few thousand characters or not at all. */
const MOST_CHARACTERS = 5000;
/** More of one kind than this help nobody. */
const MOST_OF_A_KIND = 12;

/** Builds the reader of facts. */
export function createFactReader({ localTime, placesIn }: FactReaderParts): FactReader {
  return (whole, saidAt) => {
    const text = whole.slice(0, MOST_CHARACTERS);
    const tokens = tokensOf(text);
    const digits = plainDigits(text);
    const plates = platesIn(text, digits);
    const phones = phonesIn(tokens, text, digits);
    const numbers = [...plates, ...phones];
    const clockAt = (start: number) => {
      const at = saidAt(start);
      return localClock(at, localTime(at));
    };
    return {
      places: few(placesIn(text)),
      people: few(outside(peopleIn(tokens, text), numbers)),
      times: few(outside(timesIn(tokens, text, clockAt), numbers)),
      phones: few(phones),
      plates: few(outside(plates, phones)),
      agencies: few(distinct(agenciesIn(tokens, text))),
    };
  };
}

function few<F>(facts: readonly F[]): F[] {
  return facts.slice(0, MOST_OF_A_KIND);
}

/** Facts that share no letter with others that are surer of theirs. */
function outside<F extends Told>(facts: readonly F[], others: readonly Told[]): F[] {
  return facts.filter(({ start, end }) =>
    others.every((other) => other.end <= start || other.start >= end),
  );
}

/** An agency once, under its surest name. */
function distinct<F extends Told & { agency: string }>(facts: readonly F[]): F[] {
  return facts.filter(
    (fact, at) =>
      !facts.some(
        (other, index) =>
          other.agency === fact.agency &&
          (other.certainty === fact.certainty ? index < at : other.certainty === 'said'),
      ),
  );
}
