/** What would keep an alarm from being noticed on this device. Stays as long as it is so. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { keep, readKept } from '../../data/kept.js';
import { useTexts } from '../../texts/texts.js';
import { IconBellOff, IconVolumeOff } from '../../ui/icons.js';
import { Notice } from './notice.js';
import { useLeave } from './notifications.js';
import { allowSound, ring } from './siren.js';
import { SoundCheck } from './sound-check.js';
import { useSound } from './use-alarm.js';

const CHECKED = 'sound-checked';
/** One answer a sign-in: a session ends with its cookie, and a shift with it. */
const SHIFT_MS = 12 * 3_600_000;

const ANEW = 'sahut-sound-check';

type Answer = 'heard' | 'deaf' | null;

function kept(): Answer {
  const [answer, at] = (readKept(CHECKED) ?? '').split(' ');
  const fresh = Date.now() - Number(at) < SHIFT_MS;
  return fresh && (answer === 'heard' || answer === 'deaf') ? answer : null;
}

/** A new sign-in, or a press in the menu: the sound is to be checked anew. */
export function forgetSoundCheck(): void {
  keep(CHECKED, '');
  window.dispatchEvent(new Event(ANEW));
}

export function AlarmWarnings() {
  const { t } = useTexts();
  const audible = useSound();
  const leave = useLeave();
  const [answer, setAnswer] = useState<Answer>(kept);
  useEffect(() => {
    const anew = (): void => setAnswer(null);
    window.addEventListener(ANEW, anew);
    return () => window.removeEventListener(ANEW, anew);
  }, []);
  const check = async (): Promise<void> => {
    await allowSound();
    ring();
  };
  const take = (heard: boolean): void => {
    keep(CHECKED, `${heard ? 'heard' : 'deaf'} ${Date.now()}`);
    setAnswer(heard ? 'heard' : 'deaf');
  };
  return (
    <>
      {!audible && (
        <Notice
          tone="warning"
          quiet
          icon={<IconVolumeOff size={18} aria-hidden />}
          words={t('alarm.blocked')}
        >
          <Button size="compact-sm" variant="default" onClick={() => void check()}>
            {t('alarm.enable')}
          </Button>
        </Notice>
      )}
      {leave === 'denied' && (
        <Notice
          tone="warning"
          quiet
          icon={<IconBellOff size={18} aria-hidden />}
          words={t('alarm.denied')}
        />
      )}
      {answer === 'deaf' && (
        <Notice
          tone="warning"
          icon={<IconVolumeOff size={18} aria-hidden />}
          words={t('alarm.deaf')}
        >
          <Button size="compact-sm" variant="default" onClick={() => setAnswer(null)}>
            {t('alarm.check')}
          </Button>
        </Notice>
      )}
      {answer === null && <SoundCheck onAnswer={take} />}
    </>
  );
}
