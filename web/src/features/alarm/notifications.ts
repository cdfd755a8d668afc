/** Desktop notifications: shown while an emergency waits and the page is not in front. They name nobody. */
import { useEffect, useSyncExternalStore } from 'react';
import { useTexts } from '../../texts/texts.js';

const TAG = 'sahut-alarm';
const CHECK_MS = 5_000;

export type Leave = NotificationPermission | 'unsupported';
const listeners = new Set<() => void>();

const leave = (): Leave => ('Notification' in window ? Notification.permission : 'unsupported');

/** Whether the browser lets us; people change that in its settings, and it tells nobody. */
export function useLeave(): Leave {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    const timer = window.setInterval(listener, CHECK_MS);
    return () => {
      listeners.delete(listener);
      window.clearInterval(timer);
    };
  }, leave);
}

/** Asks; only from a click, as browsers want it. */
export async function askLeave(): Promise<void> {
  if ('Notification' in window) await Notification.requestPermission();
  for (const listener of listeners) listener();
}

/** Some browsers of phones show notifications of workers only. */
function show(title: string, body: string): Notification | null {
  try {
    return new Notification(title, { body, tag: TAG, requireInteraction: true });
  } catch {
    return null;
  }
}

/** Notifies while `ringing`, anew for each further emergency; takes it back when somebody accepted. */
export function useNotification(ids: string[]): void {
  const { t } = useTexts();
  const key = ids.join(' ');
  useEffect(() => {
    if (key === '' || leave() !== 'granted' || document.hasFocus()) return;
    const shown = show(t('alarm.notice'), t('alarm.notice.body'));
    if (!shown) return;
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return () => shown.close();
  }, [key, t]);
}
