import { SahutError } from '../errors.js';
import type { SpokenLanguage } from '../models/category.js';
import type { Clock } from '../models/clock.js';
import type { Operator, Operators, Role, Sessions } from '../models/operator.js';
import type { OperatorAnswer, OperatorView } from './contract.js';
import { hashPassword, oneTimePassword, type Random } from './passwords.js';
import { operatorView } from './views.js';

export interface PeopleParts {
  operators: Operators;
  sessions: Sessions;
  clock: Clock;
  random: Random;
  /** The operator's rights changed or ended: open live lines must notice. */
  onRightsChanged(operatorId: string): void;
}

export interface NewPerson {
  email: string;
  name: string;
  role: Role;
  language?: SpokenLanguage | undefined;
}

export interface PersonChange {
  name?: string | undefined;
  role?: Role | undefined;
  language?: SpokenLanguage | undefined;
  disabled?: boolean | undefined;
  resetPassword?: true | undefined;
}

/** The administrator's list of operators. */
export interface People {
  list(): Promise<OperatorView[]>;
  /** With a one-time password, shown once. Throws `operator/email-taken`. */
  add(person: NewPerson): Promise<OperatorAnswer>;
  /** Throws `operator/unknown`, or `operator/last-admin` when nobody could manage people any more. */
  change(id: string, change: PersonChange): Promise<OperatorAnswer>;
}

/** Builds the verbs over the stores. */
export function createPeople(parts: PeopleParts): People {
  const { operators, sessions, clock, random, onRightsChanged } = parts;

  async function apply(id: string, change: PersonChange): Promise<OperatorAnswer> {
    const oneTime = change.resetPassword ? oneTimePassword(random) : undefined;
    const after = await operators.change(id, {
      ...plainChange(change, clock.now()),
      ...(oneTime === undefined
        ? {}
        : { passwordHash: await hashPassword(oneTime), mustChangePassword: true }),
    });
    if (!after) throw new SahutError('operator/unknown');
    if (change.disabled === true || oneTime !== undefined) await sessions.endAllOf(id);
    if (change.disabled !== undefined || oneTime !== undefined || change.role) onRightsChanged(id);
    return answer(after, oneTime);
  }

  return {
    list: async () => (await operators.list()).map(operatorView),
    async add({ email: given, name, role, language = 'id' }) {
      const oneTime = oneTimePassword(random);
      const passwordHash = await hashPassword(oneTime);
      const email = given.trim().toLowerCase();
      const person = { email, name, role, language, passwordHash, mustChangePassword: true };
      return answer(await operators.create(person, clock.now()), oneTime);
    },
    change: apply,
  };
}

function plainChange({ name, role, language, disabled }: PersonChange, now: Date) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(language === undefined ? {} : { language }),
    ...(disabled === undefined ? {} : { disabledAt: disabled ? now : null }),
  };
}

function answer(operator: Operator, oneTime: string | undefined): OperatorAnswer {
  const view = operatorView(operator);
  return oneTime === undefined ? { operator: view } : { operator: view, oneTimePassword: oneTime };
}
