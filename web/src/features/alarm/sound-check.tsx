/** At the sign-in, and whenever asked for: play, listen, answer. Stays until somebody answers. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/texts.js';
import { IconBell, IconVolume } from '../../ui/icons.js';
import { useProblemText } from '../../ui/problems.js';
import css from './alarm.module.css';
import { canPush, useDevice } from './device.js';
import { askLeave, useLeave } from './notifications.js';
import { allowSound, ring } from './siren.js';

function Device() {
  const { t, language } = useTexts();
  const tell = useProblemText();
  const { on, change } = useDevice(language);
  const [problem, setProblem] = useState<string | null>(null);
  if (!canPush() || on === null) return null;
  const press = (): void => {
    setProblem(null);
    change(!on).catch((why: unknown) => setProblem(tell(why)));
  };
  return (
    <>
      {on && <span>{t('alarm.device.on')}</span>}
      <Button size="compact-sm" variant="default" onClick={press}>
        {t(on ? 'alarm.device.off' : 'alarm.device')}
      </Button>
      {problem && <span role="alert">{t('alarm.device.failed', { reason: problem })}</span>}
    </>
  );
}

export function SoundCheck({ onAnswer }: { onAnswer: (heard: boolean) => void }) {
  const { t } = useTexts();
  const leave = useLeave();
  const [played, setPlayed] = useState(false);
  const play = async (): Promise<void> => {
    await allowSound();
    ring();
    setPlayed(true);
  };
  return (
    <section className={css.check} aria-label={t('alarm.check')}>
      <IconVolume size={20} aria-hidden />
      <strong>{t('alarm.check')}</strong>
      <span className={css.lead}>{t('alarm.check.lead')}</span>
      <Button size="compact-sm" onClick={() => void play()}>
        {t('alarm.play')}
      </Button>
      <Button size="compact-sm" variant="default" disabled={!played} onClick={() => onAnswer(true)}>
        {t('alarm.heard')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!played}
        onClick={() => onAnswer(false)}
      >
        {t('alarm.notHeard')}
      </Button>
      {leave === 'default' && (
        <span className={css.ask}>
          <IconBell size={18} aria-hidden /> {t('alarm.ask')}{' '}
          <Button size="compact-sm" variant="default" onClick={() => void askLeave()}>
            {t('alarm.allow')}
          </Button>
        </span>
      )}
      <Device />
    </section>
  );
}
