/** What to do when WhatsApp ends the connection. */
export type AfterDisconnect =
  /** Connect again after `ms`. */
  | { action: 'reconnect'; ms: number; detail: string }
  /** The pairing is void: forget the keys and show a QR code. */
  | { action: 'pair'; detail: string }
  /** Do nothing until a person acts. */
  | { action: 'stop'; detail: string };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A refused client version sometimes is accepted again later, without any change. */
const VERSION_WAIT_MS = 60 * 60_000;

const STOPS: Readonly<Record<number, string>> = {
  403: 'WhatsApp has blocked this number (403). Open WhatsApp on the phone to see why; then pair again, if need be with another number.',
  411: 'The phone does not allow linked devices (411). Update WhatsApp on the phone, then pair again.',
  440: 'Another program has taken over this WhatsApp session (440). Stop it, then restart Sahut.',
};

/**
 * Decides by WhatsApp's disconnect code (Baileys `DisconnectReason`). `failures` counts attempts
 * in a row that did not get through; `random` is from 0 to 1.
 */
export function afterDisconnect(code: number, failures: number, random: number): AfterDisconnect {
  const stop = STOPS[code];
  if (stop) return { action: 'stop', detail: stop };
  if (code === 515) {
    return { action: 'reconnect', ms: 0, detail: 'WhatsApp asked for a new connection.' };
  }
  if (code === 401) {
    const detail =
      'The phone has removed this linked device (401). Scan the QR code to pair again.';
    return { action: 'pair', detail };
  }
  if (code === 405) {
    const detail =
      'WhatsApp refuses this version of the client (405). Update Sahut, or set a newer WhatsApp version; tried again every hour.';
    return { action: 'reconnect', ms: VERSION_WAIT_MS, detail };
  }
  const ms = backoff(failures, random);
  const detail = `The connection to WhatsApp was lost (${code}). Next attempt in ${Math.ceil(ms / 1000)} s.`;
  return { action: 'reconnect', ms, detail };
}

/** Doubles from one second to five minutes; half of it is left to chance, so that servers do not return in step. */
export function backoff(failures: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 30));
  return Math.round(full * (0.5 + random / 2));
}
