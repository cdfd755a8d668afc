/** This browser as a device that rings when no page is open (web push). */
import { useCallback, useEffect, useState } from 'react';
import { addDevice, getPushKey, removeDevice } from '../../api.js';
import type { Language } from '../../data/types.js';
import { askLeave } from './notifications.js';

/** A scope of its own: the worker rings, it does not stand between the pages and the server. */
const WORKER = '/alarm-worker.js';
const SCOPE = '/alarm/';

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window;

async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration(SCOPE);
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** Registers the worker; resolves when it can take pushes. */
export async function startWorker(): Promise<ServiceWorkerRegistration> {
  const worker = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const starting = worker.installing ?? worker.waiting;
  if (!worker.active && starting) {
    await new Promise<void>((resolve) => {
      starting.addEventListener('statechange', () => {
        if (starting.state === 'activated') resolve();
      });
    });
  }
  return worker;
}

async function turnOn(language: Language): Promise<void> {
  await askLeave();
  const worker = await startWorker();
  const { publicKey } = await getPushKey();
  const made = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  await addDevice(made.toJSON(), language);
}

async function turnOff(): Promise<void> {
  const made = await subscription();
  if (!made) return;
  await removeDevice(made.endpoint);
  await made.unsubscribe();
}

/** Whether it rings (null: not known yet), and how to switch; switching rejects with the browser's reason. */
export function useDevice(language: Language) {
  const [on, setOn] = useState<boolean | null>(null);
  const look = useCallback(() => {
    if (!canPush()) return;
    subscription().then(
      (made) => setOn(made !== null),
      () => setOn(false),
    );
  }, []);
  useEffect(look, [look]);
  const change = async (wanted: boolean): Promise<void> => {
    await (wanted ? turnOn(language) : turnOff());
    look();
  };
  return { on, change };
}
