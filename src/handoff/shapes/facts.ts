import { z } from 'zod';
import { HARMS, RELATIONS } from '../../models/facts.js';
import { counted, maybe, moment, text } from './plain.js';

/** A village or district of the county. */
export const area = z.strictObject({
  kind: z.enum(['district', 'village']),
  code: text,
  name: text,
  districtName: maybe(text),
});

const told = z.strictObject({
  words: text,
  start: counted,
  end: counted,
  certainty: z.enum(['said', 'guessed']),
});

/** What a report tells beside its story, as in models/facts.ts. */
export const facts = z.strictObject({
  places: z.array(
    told.extend({
      kind: z.enum(['area', 'hamlet', 'street', 'rt-rw', 'km', 'landmark']),
      value: text,
      relation: maybe(z.enum(RELATIONS)),
      area: maybe(area),
      candidates: maybe(z.array(area)),
    }),
  ),
  people: z.array(told.extend({ harm: z.enum(HARMS), least: counted, most: counted.nullable() })),
  times: z.array(told.extend({ from: moment, to: moment, lasting: z.boolean() })),
  phones: z.array(told.extend({ number: text, callback: z.boolean() })),
  plates: z.array(told.extend({ plate: text })),
  agencies: z.array(told.extend({ agency: text, name: text })),
});
