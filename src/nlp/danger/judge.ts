import type { Category } from '../../models/category.js';
import type { Alarm } from '../../models/triage.js';
import type { Found } from '../phrases.js';
import type { Word } from '../reading/word.js';
import { cancelOf } from './cancel.js';
import { isBareCry } from './cry.js';
import type { Danger, FoundCancel, FoundHazard } from './danger.js';
import type { Company, CompanyRole, DangerConcept } from './lexicon.js';

const RANK: Readonly<Record<Alarm, number>> = { no: 0, suspected: 1, certain: 2 };
/** In so few words nobody can add company: "ular di kamar" is all there is. */
const TERSE = 6;
const VERY_TERSE = 3;

interface Verdict {
  alarm: Alarm;
  hazard: FoundHazard;
  cancel?: FoundCancel | 'negated';
}

/** Weighs what was found: hazard × victim × time × negation × address. Pure. */
export function judge(words: readonly Word[], found: readonly Found<DangerConcept>[]): Danger {
  const hazards = found.filter((each): each is FoundHazard => each.concept.kind === 'hazard');
  const cancels = found.filter((each): each is FoundCancel => each.concept.kind === 'cancel');
  const company = found.filter((each): each is Found<Company> => each.concept.kind === 'company');
  const bareCry = isBareCry(words, hazards, company);
  if (bareCry) {
    return { alarm: bareCry, evidence: company, cancelled: false, named: false, bareCry: true };
  }
  const verdicts = longest(hazards).map((hazard) => weigh(hazard, { words, cancels, company }));
  const worst = verdicts.toSorted((a, b) => RANK[b.alarm] - RANK[a.alarm])[0];
  const raised = verdicts.filter((each) => each.alarm !== 'no').map((each) => each.hazard);
  const against = verdicts.flatMap(({ cancel }) =>
    cancel && cancel !== 'negated' ? [cancel] : [],
  );
  const alarm = worst?.alarm ?? 'no';
  return {
    alarm,
    ...(worst && alarm !== 'no' && { category: leading(verdicts, alarm) }),
    evidence: alarm === 'no' ? [...hazards, ...against] : [...raised, ...company],
    cancelled:
      alarm === 'no' &&
      (verdicts.some((each) => each.cancel !== undefined) ||
        cancels.some((each) => ['drill', 'film', 'figure', 'name'].includes(each.concept.role))),
    named: hazards.length > 0,
    bareCry: false,
  };
}

interface Scene {
  words: readonly Word[];
  cancels: readonly FoundCancel[];
  company: readonly Found<Company>[];
}

function weigh(hazard: FoundHazard, scene: Scene): Verdict {
  const roles = new Set(
    scene.company.filter((each) => !inside(hazard, each)).map((each) => each.concept.role),
  );
  const cancel = cancelOf(hazard, scene.words, scene.cancels);
  if (cancel === undefined) return { alarm: raised(hazard, roles, scene.words), hazard };
  const hard =
    cancel === 'negated' || ['drill', 'film', 'figure', 'name'].includes(cancel.concept.role);
  return { alarm: hard ? 'no' : revived(hazard, cancel, roles), hazard, cancel };
}

/** A word such as "terluka" is hazard and victim at once; it does not keep itself company. */
function inside(hazard: FoundHazard, other: Found<Company>): boolean {
  return other.from >= hazard.from && other.to <= hazard.to;
}

function raised(
  hazard: FoundHazard,
  roles: ReadonlySet<CompanyRole>,
  words: readonly Word[],
): Alarm {
  const guessed = words.slice(hazard.from, hazard.to).some((word) => word.repaired);
  const { weight } = hazard.concept;
  if (weight === 'alone')
    return guessed && roles.size === 0 && words.length > TERSE ? 'suspected' : 'certain';
  if (weight === 'company') {
    if (roles.size > 0) return 'certain';
    return words.length <= TERSE ? 'suspected' : 'no';
  }
  const pressing = roles.has('cry') || roles.has('victim');
  if (pressing && roles.size > 1) return 'certain';
  return pressing || words.length <= VERY_TERSE ? 'suspected' : 'no';
}

/** Over, feared or second-hand, and yet somebody is in it now: a person must look. */
function revived(hazard: FoundHazard, cancel: FoundCancel, roles: ReadonlySet<CompanyRole>): Alarm {
  if (hazard.concept.weight === 'hint') return 'no';
  const live = ['cry', 'now', 'victim'].filter((role) => roles.has(role as CompanyRole)).length;
  const doubtful = ['past', 'fear', 'news', 'over', 'if'].includes(cancel.concept.role);
  return live >= (doubtful ? 1 : 2) ? 'suspected' : 'no';
}

/** Of hazards that overlap, the longest phrase knows best. */
function longest(hazards: readonly FoundHazard[]): FoundHazard[] {
  return hazards.filter(
    (each) =>
      !hazards.some(
        (other) =>
          other !== each &&
          other.from <= each.from &&
          other.to >= each.to &&
          other.to - other.from > each.to - each.from &&
          other.concept.weight !== 'hint',
      ),
  );
}

function leading(verdicts: readonly Verdict[], alarm: Alarm): Category {
  const votes = new Map<Category, number>();
  for (const verdict of verdicts) {
    if (verdict.alarm !== alarm) continue;
    const { category, weight } = verdict.hazard.concept;
    votes.set(category, (votes.get(category) ?? 0) + (weight === 'alone' ? 2 : 1));
  }
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'other';
}
