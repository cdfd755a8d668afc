/** The line below the field: what the channel carries, how much is left, what is wrong. */
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { fileSize } from '../../texts/times.js';
import { largestFile } from './attachment.js';
import css from './composer.module.css';

/** The counter shows when so few characters are left. */
const COUNT_FROM = 200;

interface FootProps {
  note: boolean;
  left: number;
  gaps: string[];
  conversation: ConversationDetail;
}

/** What the channel carries, said before anything is sent; what is wrong comes first. */
export function Foot({ note, left, gaps, conversation }: FootProps) {
  const { t, language } = useTexts();
  const { limits } = conversation;
  if (gaps.length > 0) {
    const names = gaps.map((gap) => `{${gap}}`).join(', ');
    return (
      <div className={css.foot}>
        <span role="status" className={css.over}>
          {t('composer.gaps', { names })}
        </span>
      </div>
    );
  }
  const near = left <= COUNT_FROM;
  const carries = t('composer.carries', {
    characters: new Intl.NumberFormat(language).format(limits.textCharacters),
    size: fileSize(language, largestFile(limits.uploadBytes)),
  });
  return (
    <div className={css.foot}>
      {near ? (
        <span role="status" className={left < 0 ? css.over : css.keys}>
          {t(left < 0 ? 'composer.over' : 'composer.left', { count: Math.abs(left) })}
        </span>
      ) : (
        <span className={css.keys}>{t(note ? 'composer.noteKeys' : 'composer.keys')}</span>
      )}
      {!note && (
        <span className={css.keys}>
          {limits.uploadBytes > 0 ? carries : t('composer.textOnly')}
          {!limits.reportsDelivery && ` · ${t('delivery.noReports')}`}
        </span>
      )}
    </div>
  );
}
