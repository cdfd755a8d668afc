import type { Api } from './api.js';
import type { Batches } from './batch.js';
import { list } from './fields.js';
import { UPDATES_WANTED } from './parse.js';

const POLL_SECONDS = 50;
/** The watchdog of a poll: longer than Telegram may keep silent. */
const POLL_TIMEOUT_MS = 65_000;
const FAREWELL_TIMEOUT_MS = 3000;

/** Telegram gives nothing by polling while a webhook is set; what is pending stays. */
export async function leaveWebhook(api: Api): Promise<void> {
  await api.call('deleteWebhook', { drop_pending_updates: false });
}

/** Waits for updates and keeps them. False when some have to be tried again. */
export async function pollOnce(
  api: Api,
  batches: Batches,
  how: { linger: boolean; signal: AbortSignal },
): Promise<boolean> {
  const updates = await api.call(
    'getUpdates',
    {
      timeout: how.linger ? POLL_SECONDS : 0,
      offset: batches.offset,
      limit: 100,
      allowed_updates: UPDATES_WANTED,
    },
    { timeoutMs: POLL_TIMEOUT_MS, signal: how.signal },
  );
  return batches.keep(list(updates));
}

/** Tells Telegram what was kept, so that the next start is not given it again. A courtesy. */
export async function confirm(api: Api, batches: Batches): Promise<void> {
  if (batches.offset === 0) return;
  await api
    .call(
      'getUpdates',
      { timeout: 0, offset: batches.offset, limit: 1, allowed_updates: UPDATES_WANTED },
      { timeoutMs: FAREWELL_TIMEOUT_MS },
    )
    .catch(() => {});
}
