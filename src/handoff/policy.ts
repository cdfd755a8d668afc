import type { Role } from '../models/operator.js';
import { PERMISSIONS, type Permission } from './contract.js';

const EVERYONE = ['admin', 'supervisor', 'operator'] as const;
const SUPERVISORS = ['admin', 'supervisor'] as const;
const ADMINS = ['admin'] as const;

/** Who may do what. The whole policy: a permission that is not granted here is refused. */
const GRANTED: Readonly<Record<Permission, readonly Role[]>> = {
  'conversation.read': EVERYONE,
  'conversation.claim': EVERYONE,
  'conversation.take-over': SUPERVISORS,
  'conversation.reply': EVERYONE,
  'conversation.note': EVERYONE,
  'conversation.release': EVERYONE,
  'conversation.close': EVERYONE,
  'quick-reply.manage': SUPERVISORS,
  'complaint.change': EVERYONE,
  'media.read': EVERYONE,
  'channel.read': EVERYONE,
  'channel.manage': ADMINS,
  'model.read': SUPERVISORS,
  'model.manage': ADMINS,
  'operator.read': SUPERVISORS,
  'operator.manage': ADMINS,
};

/** True when the role has the permission. */
export function may(role: Role, permission: Permission): boolean {
  return GRANTED[permission].includes(role);
}

/** Everything the role may do, in the order of the contract. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => may(role, permission));
}
