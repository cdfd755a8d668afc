/** Something to know now. It lies over the page, so that nothing moves; folded it is a sign at the edge. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTexts } from '../../texts/texts.js';
import { IconChevronDown } from '../../ui/icons.js';
import css from './notice.module.css';

/** Where folded notices stand. */
export const Shelf = createContext<HTMLElement | null>(null);

/** Over the page, above the edge; on a phone below the top bar, where no field is. */
export function Notices({ children }: { children: ReactNode }) {
  return <div className={css.notices}>{children}</div>;
}

interface Props {
  tone: 'loud' | 'warning' | 'dark';
  icon: ReactNode;
  words: string;
  /** What failed; for those that must be heard. */
  loud?: string;
  /** Lasts for long and covers nothing unless opened. */
  quiet?: boolean;
  /** What can be done about it. */
  children?: ReactNode;
}

export function Notice({ tone, icon, words, loud, quiet = false, children }: Props) {
  const { t } = useTexts();
  const shelf = useContext(Shelf);
  const [folded, setFolded] = useState(quiet);
  const marks = { 'data-tone': tone, 'data-loud': loud };
  if (folded) {
    const sign = (
      <button
        type="button"
        className={css.sign}
        title={words}
        onClick={() => setFolded(false)}
        {...marks}
      >
        {icon}
        <span>{words}</span>
      </button>
    );
    return shelf && createPortal(sign, shelf);
  }
  return (
    <div role={tone === 'warning' ? 'status' : 'alert'} className={css.notice} {...marks}>
      {icon}
      <span>{words}</span>
      {children}
      <button
        type="button"
        className={css.fold}
        aria-label={t('alarm.fold')}
        title={t('alarm.fold')}
        onClick={() => setFolded(true)}
      >
        <IconChevronDown size={18} aria-hidden />
      </button>
    </div>
  );
}
