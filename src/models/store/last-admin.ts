import type { Collection } from 'mongoose';
import { SahutError } from '../../errors.js';
import type { Clock } from '../clock.js';
import type { OperatorChange } from '../operator.js';
import type { Update, Where } from './collection.js';
import type { OperatorDoc } from './operator-schema.js';

export const AFTER = { returnDocument: 'after', includeResultMetadata: false } as const;

/** More rounds than administrators fall out with each other at a time. */
const ROUNDS = 20;
/** Whoever comes later in the order of ids lets the others go first. */
const STEP_ASIDE_MS = 20;

/** True of a change after which somebody may be no administrator any more. */
export function mayEndAnAdmin({ role, disabledAt }: OperatorChange): boolean {
  return (role !== undefined && role !== 'admin') || disabledAt instanceof Date;
}

/** The change as one write. */
export function updateOf(
  id: string,
  { disabledAt, ...fields }: OperatorChange,
): Update<OperatorDoc> {
  return {
    // `_id` keeps the document as it is when only `disabledAt` is taken away.
    $set: { ...fields, ...(disabledAt ? { disabledAt } : {}), _id: id },
    ...(disabledAt === null ? { $unset: { disabledAt: 1 as const } } : {}),
  };
}

/**
 * Ends an administrator only while another stays, without a transaction: first another one is leaned
 * on, in a write that needs them to be an administrator still; then this one is changed, in a write
 * that needs nobody to have leaned on them since they were read. Of two who end each other at once,
 * each has leaned on the other: both second writes fail, and they look again, one after the other.
 * Throws `operator/last-admin`.
 */
export async function changeAdmin(
  { docs, clock }: { docs: Collection<OperatorDoc>; clock: Clock },
  id: string,
  change: OperatorChange,
): Promise<OperatorDoc | null> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = await docs.findOne({ _id: id });
    if (!before) return null;
    const all = await docs.find({ _id: { $gt: '' } }).toArray();
    const others = all.filter((one) => one._id !== id && isActiveAdmin(one));
    const ends = isActiveAdmin(before);
    if (ends && others.length === 0) throw new SahutError('operator/last-admin');
    if (!ends || (await leanOn(docs, others))) {
      const doc = await docs.findOneAndUpdate(asRead(before), updateOf(id, change), AFTER);
      if (doc) return doc;
    }
    const rank = others.filter(({ _id }) => _id < id).length;
    await new Promise<void>((resolve) => clock.after(round * rank * STEP_ASIDE_MS, resolve));
  }
  throw new Error('An operator kept changing while they were to be changed.');
}

const ACTIVE_ADMIN = { role: 'admin', disabledAt: { $exists: false } } as const;

function isActiveAdmin({ role, disabledAt }: OperatorDoc): boolean {
  return role === 'admin' && disabledAt === undefined;
}

/** True when one of them was an administrator still; whoever ends that one now has to look again. */
async function leanOn(docs: Collection<OperatorDoc>, others: OperatorDoc[]): Promise<boolean> {
  for (const { _id } of others) {
    const leaned = await docs.updateOne({ _id, ...ACTIVE_ADMIN }, { $inc: { leanedOn: 1 } });
    if (leaned.matchedCount === 1) return true;
  }
  return false;
}

/** The document as it was read: the same rights, and nobody has leaned on it since. */
function asRead({ _id, role, disabledAt, leanedOn }: OperatorDoc): Where<OperatorDoc> {
  return {
    _id,
    role,
    disabledAt: disabledAt ?? { $exists: false },
    leanedOn: leanedOn ?? { $exists: false },
  } as Where<OperatorDoc>;
}
