/** Who did what, newest first. */
import type { ComplaintView } from '../../data/types.js';
import { isTextKey, type Texts, useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import css from './panel.module.css';

type Entry = ComplaintView['history'][number];

function word(what: Entry['what'], value: string | undefined, { t }: Texts): string {
  const key = `${what}.${value ?? ''}`;
  return isTextKey(key) ? t(key) : (value ?? '–');
}

function sentence(entry: Entry, texts: Texts): string {
  const { what, from, to } = entry;
  return texts.t(`history.${what}`, { from: word(what, from, texts), to: word(what, to, texts) });
}

export function History({ history }: { history: Entry[] }) {
  const texts = useTexts();
  const { t, language } = texts;
  return (
    <details className={css.history}>
      <summary>
        {t('case.history')} ({history.length})
      </summary>
      <ol>
        {history.toReversed().map((entry) => (
          <li key={`${entry.at}${entry.what}${entry.to ?? ''}`}>
            <span>{sentence(entry, texts)}</span>
            {entry.publicNote && <q>{entry.publicNote}</q>}
            <small>
              {entry.by === 'bot' ? t('history.bot') : entry.by} · {shortDate(language, entry.at)}
            </small>
          </li>
        ))}
      </ol>
    </details>
  );
}
