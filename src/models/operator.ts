import type { SpokenLanguage } from './category.js';

export const ROLES = ['admin', 'supervisor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export interface Operator {
  id: string;
  email: string;
  name: string;
  role: Role;
  language: SpokenLanguage;
  /** argon2id, PHC string. Never leaves the store except to be verified. */
  passwordHash: string;
  /** A one-time password must be replaced at the first sign-in. */
  mustChangePassword: boolean;
  disabledAt?: Date;
  createdAt: Date;
}

export interface Operators {
  find(id: string): Promise<Operator | null>;
  findByEmail(email: string): Promise<Operator | null>;
  list(): Promise<Operator[]>;
  count(): Promise<number>;
  /** Throws `operator/email-taken` when the address is in use. */
  create(operator: Omit<Operator, 'id' | 'createdAt'>, at: Date): Promise<Operator>;
  /**
   * Null when there is no such operator. Throws `operator/last-admin` when nobody could manage people
   * any more; that holds across processes.
   */
  change(id: string, change: OperatorChange): Promise<Operator | null>;
}

export type OperatorChange = Partial<
  Pick<Operator, 'name' | 'role' | 'language' | 'passwordHash' | 'mustChangePassword'>
> & {
  disabledAt?: Date | null;
};

/** A signed-in browser. Only the hash of its token is kept. */
export interface Session {
  tokenHash: string;
  operatorId: string;
  createdAt: Date;
  expiresAt: Date;
}

export interface Sessions {
  open(session: Session): Promise<void>;
  find(tokenHash: string): Promise<Session | null>;
  end(tokenHash: string): Promise<void>;
  endAllOf(operatorId: string, except?: string): Promise<void>;
}
