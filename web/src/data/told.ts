/** What reports tell beside their story, as chips and marks need it. */
import type { ComplaintView } from './types.js';

export type Facts = NonNullable<ComplaintView['facts']>;
export type FactKind = keyof Facts;
export type FactOf<Kind extends FactKind> = Facts[Kind][number];
export type Told = Pick<FactOf<'places'>, 'words' | 'start' | 'end' | 'certainty'>;

/** In the order in which an operator needs them. */
export const FACT_KINDS: readonly FactKind[] = [
  'people',
  'places',
  'times',
  'phones',
  'plates',
  'agencies',
];

/** The facts whose words stand in this very text: their offsets may count on into other pieces. */
export function factsWithin(
  text: string,
  facts: Facts | undefined,
): { kind: FactKind; told: Told }[] {
  if (!facts) return [];
  return FACT_KINDS.flatMap((kind) =>
    facts[kind]
      .filter((told) => text.slice(told.start, told.end) === told.words)
      .map((told) => ({ kind, told })),
  );
}

/** Once each: a place is told by the words and again by the answer to "where?". */
export function distinctBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.filter((item, at) => items.findIndex((other) => key(other) === key(item)) === at);
}
