/** What a message answers, above it; a press goes there. */
import type { MessageView, Quote } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { excerptWords } from '../../ui/excerpt.js';
import css from './bubble.module.css';

/** A message as a quote; of what has no words, what it is. */
export function quoteOf(message: MessageView, words: (kind: string) => string): Quote {
  const { id, author, content } = message;
  return { id, by: author.kind, text: shortText(content) || words(content.kind) };
}

const LONGEST = 160;

function shortText(content: MessageView['content']): string {
  const text =
    'text' in content ? content.text : 'label' in content ? content.label : captionOf(content);
  return [...text.replace(/\s+/g, ' ')].slice(0, LONGEST).join('');
}

function captionOf(content: MessageView['content']): string {
  if ('caption' in content && content.caption) return content.caption;
  if ('name' in content && content.name) return content.name;
  return 'media' in content ? (content.media.fileName ?? '') : '';
}

export function Quoted({ quote, onJump }: { quote: Quote; onJump: (id: string) => void }) {
  const { t } = useTexts();
  return (
    <button
      type="button"
      className={css.quote}
      title={t('message.jump')}
      onClick={() => onJump(quote.id)}
    >
      <strong>{t(`quote.${quote.by}`)}</strong>
      <span>{excerptWords(quote.text, t)}</span>
    </button>
  );
}
