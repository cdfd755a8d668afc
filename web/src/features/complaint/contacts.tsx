/**
 * Whom to call, and the summary to read out or send. What was done is written down as a note, so that
 * the times are kept. Sahut does not send to agencies here: the operator does.
 */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { EmergencyDesk } from '../../data/asked.js';
import { emergencySummary } from '../../data/summary.js';
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconCheck, IconCopy, IconPhone } from '../../ui/icons.js';
import { OWN_ESCAPE } from '../../ui/shortcuts.js';
import css from './emergency-acts.module.css';

interface Props {
  conversation: ConversationDetail;
  contacts: EmergencyDesk['contacts'];
  onNote: (text: string) => void;
  onClose: () => void;
}

/** Also where the page is not served by https and the clipboard is out of reach. */
async function copy(field: HTMLTextAreaElement | null, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand('copy');
  }
}

export function Contacts({ conversation, contacts, onNote, onClose }: Props) {
  const { t, language } = useTexts();
  const first = useRef<HTMLAnchorElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const summary = emergencySummary(conversation);
  useEffect(() => first.current?.focus(), []);
  const copySummary = async (): Promise<void> => {
    const done = await copy(field.current, summary);
    setCopied(done);
    if (done) onNote(t('act.copyNote'));
  };
  return (
    <section
      className={css.contacts}
      aria-label={t('act.contacts')}
      {...OWN_ESCAPE}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <p className={css.lead}>{t('act.contacts.lead')}</p>
      <ul className={css.people}>
        {contacts.map(({ id, name, phone }, index) => (
          <li key={id}>
            <a
              ref={index === 0 ? first : undefined}
              className={css.contact}
              href={`tel:${phone}`}
              onClick={() => onNote(t('act.callNote', { name: name[language], phone }))}
            >
              <IconPhone size={16} aria-hidden />
              <strong>{phone}</strong> {name[language]}
            </a>
          </li>
        ))}
      </ul>
      <textarea
        ref={field}
        className={css.summary}
        aria-label={t('act.copy')}
        readOnly
        rows={6}
        value={summary}
      />
      <div className={css.row}>
        <Button
          size="compact-sm"
          leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          onClick={() => void copySummary()}
        >
          {t(copied ? 'act.copied' : 'act.copy')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={`https://wa.me/?text=${encodeURIComponent(summary)}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('act.share')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={`sms:?body=${encodeURIComponent(summary)}`}
        >
          {t('act.sms')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
      <span role="status" className="visually-hidden">
        {copied && t('act.copied')}
      </span>
    </section>
  );
}
