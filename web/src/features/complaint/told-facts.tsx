/** What the citizen's words tell, as chips: the plain value, and the words; guesses are marked as such. */
import type { ReactNode } from 'react';
import {
  distinctBy,
  FACT_KINDS,
  type FactKind,
  type FactOf,
  type Facts,
  type Told,
} from '../../data/told.js';
import { type Texts, useTexts } from '../../texts/texts.js';
import { stretch } from '../../texts/times.js';
import {
  IconBuildingCommunity,
  IconCar,
  IconHourglass,
  IconMapPin,
  IconPhone,
  IconUsers,
} from '../../ui/icons.js';
import type { Icon } from '../../ui/labels.js';
import css from './told-facts.module.css';

const SIGNS: Record<FactKind, Icon> = {
  people: IconUsers,
  places: IconMapPin,
  times: IconHourglass,
  phones: IconPhone,
  plates: IconCar,
  agencies: IconBuildingCommunity,
};

function peopleValue({ harm, least, most }: FactOf<'people'>, { t }: Texts): string {
  const what = t(`facts.harm.${harm}`);
  if (most === 0) return t('facts.nobody', { harm: what });
  const range = most === null ? `≥ ${least}` : `${least}–${most}`;
  return t('facts.people.value', { count: most === least ? least : range, harm: what });
}

function placeValue({ value, relation, candidates }: FactOf<'places'>, { t }: Texts): string {
  if (relation)
    return t('facts.relation.value', { relation: t(`facts.relation.${relation}`), place: value });
  if (!candidates) return value;
  const names = candidates.map(({ name, districtName }) =>
    districtName ? `${name} (${districtName})` : name,
  );
  return t('facts.perhaps', { names: names.join(' / ') });
}

function timeValue({ from, to, lasting }: FactOf<'times'>, { t, language }: Texts): string {
  const time = stretch(language, from, to);
  return lasting ? t('facts.since', { time }) : time;
}

function phoneValue({ number, callback }: FactOf<'phones'>, { t }: Texts): ReactNode {
  if (!callback) return t('facts.service', { number });
  return <a href={`tel:${number}`}>{number}</a>;
}

/** The chips of one kind: what is shown, and what makes two of them the same. */
function chipsOf(kind: FactKind, facts: Facts, texts: Texts): { told: Told; value: ReactNode }[] {
  switch (kind) {
    case 'people':
      return facts.people.map((told) => ({ told, value: peopleValue(told, texts) }));
    case 'places':
      return facts.places.map((told) => ({ told, value: placeValue(told, texts) }));
    case 'times':
      return facts.times.map((told) => ({ told, value: timeValue(told, texts) }));
    case 'phones':
      return facts.phones.map((told) => ({ told, value: phoneValue(told, texts) }));
    case 'plates':
      return facts.plates.map((told) => ({ told, value: told.plate }));
    case 'agencies':
      return facts.agencies.map((told) => ({ told, value: told.name }));
  }
}

function Chip({ kind, told, value }: { kind: FactKind; told: Told; value: ReactNode }) {
  const { t } = useTexts();
  const Sign = SIGNS[kind];
  const same = typeof value === 'string' && value.toLowerCase() === told.words.toLowerCase();
  return (
    <li className={css.chip} data-certainty={told.certainty}>
      <Sign size={13} aria-hidden />
      <span className="visually-hidden">{t(`facts.${kind}`)}:</span>
      <span>{value}</span>
      {!same && (
        <>
          {' '}
          <q className={css.words}>{told.words}</q>
        </>
      )}
      {told.certainty === 'guessed' && (
        <>
          {' '}
          <span className={css.guess}>{t('facts.guess')}</span>
        </>
      )}
    </li>
  );
}

interface Props {
  facts: Facts | undefined;
  kinds?: readonly FactKind[];
  /** Lines that stand beside the chips: what they say is not said again. */
  said?: readonly string[];
}

export function ToldFacts({ facts, kinds = FACT_KINDS, said = [] }: Props) {
  const texts = useTexts();
  if (!facts) return null;
  const isSaid = (value: ReactNode): boolean =>
    typeof value === 'string' &&
    said.some((line) => line.toLowerCase().includes(value.toLowerCase()));
  const chips = kinds.flatMap((kind) =>
    chipsOf(kind, facts, texts)
      .filter(({ value }) => !isSaid(value))
      .map((chip) => ({ kind, ...chip })),
  );
  const once = distinctBy(chips, ({ kind, told, value }) =>
    typeof value === 'string' ? `${kind} ${value}` : `${kind} ${told.words.toLowerCase()}`,
  );
  if (once.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={texts.t('facts.title')}>
      {once.map(({ kind, told, value }) => (
        <Chip key={`${kind}${told.start}`} kind={kind} told={told} value={value} />
      ))}
    </ul>
  );
}
