/** The field itself: draft kept, files attached, limits of the channel shown before sending. */
import { ActionIcon, Button, CloseButton, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ClipboardEvent, type KeyboardEvent, type Ref, useCallback } from 'react';
import { serverNow } from '../../data/clock.js';
import { post } from '../../data/outbox.js';
import { useTyping } from '../../data/presence.js';
import { useColleagues, useMe } from '../../data/queries.js';
import type { ConversationDetail, MessageView, Quote } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconMessageBolt, IconNote, IconSend } from '../../ui/icons.js';
import { answerTo, useAnsweredQuote } from './answering.js';
import { Attached, Chooser } from './attached.js';
import { largestFile, useAttachments, useDrop } from './attachment.js';
import css from './composer.module.css';
import { type DraftKind, useDraft } from './drafts.js';
import { Foot } from './foot.js';
import { useTakeBack } from './held.js';
import { Picker } from './picker.js';
import { usePicker } from './use-picker.js';
import { outgoing, readiness } from './written.js';

interface Props {
  kind: DraftKind;
  conversation: ConversationDetail;
  newestOrder: () => number;
  /** The newest own answer that can still be taken back. */
  newestHeld: () => MessageView | null;
  /** Nothing can be sent now; why is said above. */
  closed: boolean;
  ref: Ref<HTMLTextAreaElement>;
}

function Answered({ quote, onDrop }: { quote: Quote; onDrop: () => void }) {
  const { t } = useTexts();
  return (
    <div className={css.answered}>
      <span>
        <strong>{t('composer.answering', { who: t(`quote.${quote.by}`) })}</strong> {quote.text}
      </span>
      <CloseButton size="sm" aria-label={t('composer.noQuote')} onClick={onDrop} />
    </div>
  );
}

export function Editor(props: Props) {
  const { kind, conversation, newestOrder, newestHeld, closed, ref } = props;
  const { t } = useTexts();
  const cache = useQueryClient();
  const me = useMe().operator.id;
  const { id: conversationId, limits, danger } = conversation;
  const note = kind === 'note';
  const [text, setText] = useDraft(conversationId, kind);
  const colleagues = useColleagues(note).data ?? [];
  const typing = useTyping(conversationId);
  const quote = useAnsweredQuote(conversationId);
  const takeBack = useTakeBack();
  const { files, attach, remove, clear } = useAttachments(
    largestFile(note ? Number.MAX_SAFE_INTEGER : limits.uploadBytes),
  );
  const over = useDrop(attach);
  const write = useCallback(
    (next: string) => {
      typing();
      setText(next);
    },
    [typing, setText],
  );
  const picker = usePicker({ kind, conversation, text, setText: write });

  const { words, left, gaps, ready } = readiness({ kind, limits, text, files, closed });

  const send = (): void => {
    if (!ready || picker.open) return;
    const mentions = colleagues.filter(({ name }) => words.includes(`@${name}`));
    const said = outgoing(files, {
      conversationId,
      by: me,
      as: kind,
      text: words,
      at: new Date(serverNow()).toISOString(),
      after: newestOrder(),
      mentions: note ? mentions.map(({ id }) => id) : [],
      // In an emergency seconds count: nothing is held back then.
      hold: !note && danger === 0,
      ...(quote && !note ? { replyTo: quote } : {}),
    });
    for (const each of said) post(cache, each);
    setText('');
    if (!note) answerTo(conversationId, null);
    clear();
  };

  /** Ctrl+Z in an empty field takes the newest answer back. */
  const undone = (event: KeyboardEvent): boolean => {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || note || text !== '') return false;
    const held = newestHeld();
    if (!held) return false;
    event.preventDefault();
    void takeBack(held);
    return true;
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (picker.pressed(event) || undone(event)) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // On a touch keyboard Enter is the only way to a new line.
    if (!event.ctrlKey && !event.metaKey && matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };
  const pasted = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attach([...event.clipboardData.files]);
  };

  return (
    <div className={css.editor} data-over={over}>
      {over && <div className={css.over}>{t('composer.drop')}</div>}
      {quote && !note && <Answered quote={quote} onDrop={() => answerTo(conversationId, null)} />}
      <Attached files={files} onRemove={remove} />
      {picker.open && (
        <Picker
          id={picker.list}
          label={t(picker.sign === '@' ? 'composer.colleagues' : 'composer.quickReplies')}
          empty={t(picker.sign === '@' ? 'composer.noColleague' : 'composer.noQuickReply')}
          options={picker.options}
          active={picker.active}
          onPick={picker.pick}
        />
      )}
      <div className={css.write}>
        <Chooser words={t('composer.attach')} onFiles={attach} />
        <Chooser words={t('composer.camera')} camera onFiles={attach} />
        {!note && (
          <ActionIcon
            variant="subtle"
            size={40}
            disabled={text !== '' && text !== '/'}
            aria-label={t('composer.quickReplies')}
            title={`${t('composer.quickReplies')} ( / )`}
            onClick={(event) => {
              setText(text === '' ? '/' : '');
              event.currentTarget.closest(`.${css.write}`)?.querySelector('textarea')?.focus();
            }}
          >
            <IconMessageBolt size={20} aria-hidden />
          </ActionIcon>
        )}
        <Textarea
          ref={ref}
          className={css.field}
          autosize
          minRows={1}
          maxRows={6}
          aria-label={t(`composer.${kind}`)}
          placeholder={t(`composer.${kind}.placeholder`)}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
          {...picker.field}
        />
        <Button
          className={css.send}
          disabled={!ready || picker.open}
          onClick={send}
          color={note ? 'dark' : 'sahut'}
        >
          {note ? <IconNote size={17} aria-hidden /> : <IconSend size={17} aria-hidden />}
          <span className={css.sendWord}>{t(note ? 'composer.addNote' : 'composer.send')}</span>
        </Button>
      </div>
      <Foot note={note} left={left} gaps={gaps} conversation={conversation} />
    </div>
  );
}
