import webPush from 'web-push';
import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Device, Devices } from '../../models/device.js';
import type { Operators } from '../../models/operator.js';
import type { Vault } from '../../models/vault.js';
import { notice } from './script.js';

const SCOPE = 'push';
const KEYS = ['public', 'private'];
/** An alarm that could not be delivered so soon is repeated anyway. */
const TTL_SECONDS = 30;
const ANSWER_WITHIN_MS = 10_000;
/** The push service has no such device any more. */
const GONE = [404, 410];

/** Sends one request to a push service; answers its status. */
export type PostPush = (request: {
  endpoint: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}) => Promise<number>;

interface PushParts {
  devices: Devices;
  operators: Operators;
  vault: Vault;
  log: Logger;
  publicUrl: string;
  post?: PostPush | undefined;
}

interface Keys {
  publicKey: string;
  privateKey: string;
}

/** Rings devices on which no page is open. What is sent names nobody and nothing. */
export interface Push {
  /** Our key, which a browser asks for before it subscribes (VAPID, RFC 8292). */
  publicKey(): Promise<string>;
  /** Rings the devices of everybody who works here, or of one person as a test. */
  ring(what: { kind: 'alarm' } | { kind: 'test'; operatorId: string }): Promise<void>;
}

/** Builds it; the keys are made at the first use and kept. */
export function createPush(parts: PushParts): Push {
  const { devices, operators, vault, log, publicUrl, post = postByFetch } = parts;

  let known: Promise<Keys> | null = null;

  /** Read once: every device of an alarm needs them, and two must not be made at the same time. */
  function keys(): Promise<Keys> {
    known ??= keptKeys().catch((problem: unknown) => {
      known = null;
      throw problem;
    });
    return known;
  }

  async function keptKeys(): Promise<Keys> {
    const kept = await vault.get(SCOPE, 'vapid', KEYS);
    if (kept.public && kept.private) return { publicKey: kept.public, privateKey: kept.private };
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    await vault.set(SCOPE, [
      { type: 'vapid', id: 'public', value: publicKey },
      { type: 'vapid', id: 'private', value: privateKey },
    ]);
    return { publicKey, privateKey };
  }

  async function ringOne(device: Device, kind: 'alarm' | 'test'): Promise<void> {
    const { endpoint, p256dh, auth, language } = device;
    const text = notice(kind === 'test' ? 'test' : 'push', language);
    const payload = JSON.stringify({ kind, text, url: '/#/waiting' });
    const request = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: subjectOf(publicUrl), ...(await keys()) },
      TTL: TTL_SECONDS,
      urgency: 'high',
      topic: 'alarm',
    });
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const status = await post({
      endpoint,
      method: request.method,
      headers: Object.fromEntries(headers),
      body: new Uint8Array(request.body),
    });
    if (GONE.includes(status)) await devices.forget(endpoint);
    else if (status >= 300) log.warn({ status }, 'a push service refused an alarm');
  }

  return {
    publicKey: async () => (await keys()).publicKey,
    async ring(what) {
      const [all, people] = await Promise.all([devices.list(), operators.list()]);
      const working = new Set(people.filter((one) => !one.disabledAt).map(({ id }) => id));
      const wanted = all.filter(({ operatorId }) =>
        what.kind === 'test' ? operatorId === what.operatorId : working.has(operatorId),
      );
      const rung = await Promise.allSettled(wanted.map((device) => ringOne(device, what.kind)));
      for (const one of rung) {
        if (one.status === 'rejected') {
          log.warn({ problem: asError(one.reason).message }, 'a device could not be rung');
        }
      }
    },
  };
}

/** Whom a push service can ask about us. */
function subjectOf(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:admin@sahut.local';
}

const postByFetch: PostPush = async ({ endpoint, ...request }) => {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(endpoint, { ...request, redirect: 'error', signal });
  await response.body?.cancel();
  return response.status;
};
