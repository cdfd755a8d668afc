/** Stays as long as the browser would keep the alarm silent. */
import { Button } from '@mantine/core';
import { useTexts } from '../../texts/texts.js';
import { IconVolumeOff } from '../../ui/icons.js';
import css from './alarm.module.css';
import { allowSound, ring } from './siren.js';

export function SoundWarning() {
  const { t } = useTexts();
  const enable = async (): Promise<void> => {
    await allowSound();
    ring();
  };
  return (
    <div role="status" className={css.warning}>
      <IconVolumeOff size={18} aria-hidden />
      <span>{t('alarm.blocked')}</span>
      <Button size="compact-sm" variant="default" onClick={() => void enable()}>
        {t('alarm.enable')}
      </Button>
    </div>
  );
}
