import type { Clock } from '../../models/clock.js';

/** The outcome of `work`, or after `ms` that of `late` (which may throw), whichever comes first. */
export async function within<T>(
  { clock, ms, late }: { clock: Clock; ms: number; late: () => T },
  work: Promise<T>,
): Promise<T> {
  let cancel: (() => void) | undefined;
  const expired = new Promise<null>((resolve) => {
    cancel = clock.after(ms, () => resolve(null));
  });
  const first = await Promise.race([work.then((value) => ({ value })), expired]).finally(() =>
    cancel?.(),
  );
  return first ? first.value : late();
}
