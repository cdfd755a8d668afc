/** The field itself: draft kept, files attached, limits of the channel shown before sending. */
import { ActionIcon, Button, CloseButton, Loader, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ClipboardEvent, type KeyboardEvent, type Ref, useRef } from 'react';
import { serverNow } from '../../data/clock.js';
import { post } from '../../data/outbox.js';
import { useMe } from '../../data/queries.js';
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconFile, IconNote, IconPaperclip, IconSend } from '../../ui/icons.js';
import { type Attachment, useAttachment } from './attachment.js';
import css from './composer.module.css';
import { type DraftKind, useDraft } from './drafts.js';

const NOTE_CHARACTERS = 10_000;
const NOTE_BYTES = 20_000_000;
/** The counter shows when so few characters are left. */
const COUNT_FROM = 200;

interface Props {
  kind: DraftKind;
  conversation: ConversationDetail;
  newestOrder: () => number;
  ref: Ref<HTMLTextAreaElement>;
}

function AttachedFile({ file, onRemove }: { file: Attachment; onRemove: () => void }) {
  const { t } = useTexts();
  const loading = file.mediaId === null && !file.problem;
  return (
    <div className={css.file} data-problem={file.problem !== undefined}>
      {loading ? <Loader size={14} /> : <IconFile size={16} aria-hidden />}
      <span role="status">{file.problem ?? (loading ? t('composer.uploading') : file.name)}</span>
      <CloseButton size="sm" aria-label={t('composer.removeFile')} onClick={onRemove} />
    </div>
  );
}

function Counter({ left }: { left: number }) {
  const { t } = useTexts();
  if (left > COUNT_FROM) return <span className={css.keys}>{t('composer.keys')}</span>;
  const key = left < 0 ? 'composer.over' : 'composer.left';
  return (
    <span role="status" className={left < 0 ? css.over : css.keys}>
      {t(key, { count: Math.abs(left) })}
    </span>
  );
}

export function Editor({ kind, conversation, newestOrder, ref }: Props) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const me = useMe().operator.id;
  const [text, setText] = useDraft(conversation.id, kind);
  const { limits } = conversation;
  const note = kind === 'note';
  const { attachment, attach, drop } = useAttachment(note ? NOTE_BYTES : limits.uploadBytes);
  const chooser = useRef<HTMLInputElement>(null);

  const most = attachment ? limits.captionCharacters : limits.textCharacters;
  const words = text.trim();
  const left = (note ? NOTE_CHARACTERS : most) - [...words].length;
  const fileReady = !attachment || attachment.mediaId !== null;
  const ready = left >= 0 && fileReady && (words !== '' || attachment !== null);

  const send = (): void => {
    if (!ready) return;
    const { id: conversationId } = conversation;
    const mediaId = attachment?.mediaId;
    post(cache, {
      conversationId,
      by: me,
      as: kind,
      text: words,
      ...(mediaId
        ? { media: { mediaId, mimeType: attachment.mimeType, name: attachment.name } }
        : {}),
      at: new Date(serverNow()).toISOString(),
      after: newestOrder(),
    });
    setText('');
    drop();
  };

  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // On a touch keyboard Enter is the only way to a new line.
    if (!event.ctrlKey && !event.metaKey && matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };

  const pasted = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    void attach(file);
  };

  return (
    <>
      {attachment && <AttachedFile file={attachment} onRemove={drop} />}
      <div className={css.write}>
        <ActionIcon
          variant="subtle"
          size={40}
          aria-label={t('composer.attach')}
          title={t('composer.attach')}
          onClick={() => chooser.current?.click()}
        >
          <IconPaperclip size={20} aria-hidden />
        </ActionIcon>
        <input
          ref={chooser}
          type="file"
          accept="image/*,video/*,audio/*,application/pdf"
          hidden
          aria-label={t('composer.attach')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void attach(file);
            event.currentTarget.value = '';
          }}
        />
        <Textarea
          ref={ref}
          className={css.field}
          autosize
          minRows={1}
          maxRows={6}
          aria-label={t(`composer.${kind}`)}
          placeholder={t(`composer.${kind}.placeholder`)}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
        />
        <Button
          className={css.send}
          disabled={!ready}
          onClick={send}
          color={note ? 'dark' : 'sahut'}
        >
          {note ? <IconNote size={17} aria-hidden /> : <IconSend size={17} aria-hidden />}
          <span className={css.sendWord}>{t(note ? 'composer.addNote' : 'composer.send')}</span>
        </Button>
      </div>
      <div className={css.foot}>
        <Counter left={left} />
        {!note && !limits.reportsDelivery && (
          <span className={css.keys}>{t('delivery.noReports')}</span>
        )}
      </div>
    </>
  );
}
