/** Where an outgoing message is: a sign and a word, loud when it failed. */
import type { Delivery } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { exactTime } from '../../texts/times.js';
import * as icons from '../../ui/icons.js';
import type { Icon } from '../../ui/labels.js';
import css from './bubble.module.css';

const SIGNS: Record<Delivery['state'], Icon> = {
  queued: icons.IconClock,
  sending: icons.IconHourglass,
  sent: icons.IconCheck,
  delivered: icons.IconChecks,
  read: icons.IconChecks,
  failed: icons.IconExclamationCircle,
  withheld: icons.IconLock,
};

export function DeliverySign({ delivery }: { delivery: Delivery }) {
  const { t, language } = useTexts();
  const Sign = SIGNS[delivery.state];
  return (
    <>
      <span
        className={css.delivery}
        data-state={delivery.state}
        title={exactTime(language, delivery.at)}
      >
        <Sign size={14} aria-hidden />
        {t(`delivery.${delivery.state}`)}
      </span>
      {delivery.maybeTwice && (
        <span className={css.delivery} data-state="twice">
          <icons.IconCopy size={14} aria-hidden />
          {t('delivery.maybeTwice')}
        </span>
      )}
    </>
  );
}
