/** Sound, title and icon while an emergency waits unaccepted. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useList } from '../../data/queries.js';
import type { ConversationRow } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { allowSound, mayBeHeard, onSoundChange, startSiren, stopSiren } from './siren.js';

const FLASH_MS = 900;

/** Emergencies that nobody has accepted, longest waiting first. */
export function useUnaccepted(): ConversationRow[] {
  const rows = useList('waiting').query.data?.rows ?? [];
  return rows.filter((row) => row.danger === 2);
}

/** False while the browser blocks sound. Any click or key press on the page asks for it again. */
export function useSound(): boolean {
  const heard = useSyncExternalStore(onSoundChange, mayBeHeard);
  useEffect(() => {
    if (heard) return;
    const ask = (): void => void allowSound();
    window.addEventListener('pointerdown', ask);
    window.addEventListener('keydown', ask);
    return () => {
      window.removeEventListener('pointerdown', ask);
      window.removeEventListener('keydown', ask);
    };
  }, [heard]);
  return heard;
}

/** Rings and flashes while `count` is above zero. */
export function useAlarm(count: number): void {
  const { t } = useTexts();
  const [flash, setFlash] = useState(false);
  const ringing = count > 0;
  useEffect(() => {
    if (!ringing) return;
    startSiren();
    const timer = window.setInterval(() => setFlash((on) => !on), FLASH_MS);
    return () => {
      stopSiren();
      window.clearInterval(timer);
      setFlash(false);
    };
  }, [ringing]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('#favicon');
    if (icon) icon.href = ringing ? '/favicon-alarm.svg' : '/favicon.svg';
    const alarm = `(${count}) ${t('alarm.title')}`;
    document.title = ringing && flash ? `🔴 ${alarm}` : ringing ? `${alarm} · Sahut` : 'Sahut';
  }, [ringing, flash, count, t]);
}
