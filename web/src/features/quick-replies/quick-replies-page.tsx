/** The prepared answers: what there is, and who may changes it. */
import { ActionIcon, Button, Skeleton, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { removeQuickReply } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import { useQuickReplies } from '../../data/queries.js';
import type { QuickReplyView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconEdit, IconPlus, IconSearch, IconTrash } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { useMay } from '../../ui/permissions.js';
import { useComplain } from '../../ui/problems.js';
import { Failed } from '../../ui/states.js';
import { QuickReplyForm } from './form.js';
import css from './quick-replies.module.css';

interface ReplyProps {
  reply: QuickReplyView;
  onEdit: (() => void) | null;
  onRemove: () => void;
}

function Reply({ reply, onEdit, onRemove }: ReplyProps) {
  const { t } = useTexts();
  const [sure, setSure] = useState(false);
  const { shortcut, text, category, status } = reply;
  const when = [category && t(`category.${category}`), status && t(`status.${status}`)];
  return (
    <li className={css.reply}>
      <div className={css.words}>
        <strong>/{shortcut}</strong>
        <span className={css.when}>{when.filter(Boolean).join(' · ') || t('replies.always')}</span>
        <p lang="id">{text.id}</p>
        <p lang="en">{text.en}</p>
      </div>
      {onEdit && (
        <div className={css.actions}>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={`${t('replies.edit')}: /${shortcut}`}
            onClick={onEdit}
          >
            <IconEdit size={18} aria-hidden />
          </ActionIcon>
          {sure ? (
            <Button size="compact-sm" color="red" onClick={onRemove} onBlur={() => setSure(false)}>
              {t('replies.removeSure')}
            </Button>
          ) : (
            <ActionIcon
              variant="subtle"
              size="lg"
              color="red"
              aria-label={`${t('replies.remove')}: /${shortcut}`}
              onClick={() => setSure(true)}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
    </li>
  );
}

export default function QuickRepliesPage() {
  const { t } = useTexts();
  const mayManage = useMay()('quick-reply.manage');
  const complain = useComplain();
  const cache = useQueryClient();
  const { data, error, isPending, isError, refetch } = useQuickReplies();
  const [typed, setTyped] = useState('');
  const [edited, setEdited] = useState<QuickReplyView | 'new' | null>(null);
  const again = () => void cache.invalidateQueries({ queryKey: cacheKey.quickReplies });
  const wanted = typed.toLowerCase();
  const shown = data?.filter(({ shortcut, text }) =>
    [shortcut, text.id, text.en].some((words) => words.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      title={t('replies.title')}
      lead={t('replies.lead')}
      act={
        mayManage && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('replies.add')}
          </Button>
        )
      }
    >
      <TextInput
        mb="md"
        type="search"
        aria-label={t('replies.search')}
        placeholder={t('replies.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {isPending && <Skeleton height={320} radius="lg" />}
      {isError && !data && <Failed problem={error} retry={refetch} />}
      {shown && (
        <ul className={css.replies}>
          {shown.length === 0 && <li className={css.reply}>{t('composer.noQuickReply')}</li>}
          {shown.map((reply) => (
            <Reply
              key={reply.id}
              reply={reply}
              onEdit={mayManage ? () => setEdited(reply) : null}
              onRemove={() => void removeQuickReply(reply.id).catch(complain).finally(again)}
            />
          ))}
        </ul>
      )}
      {edited && (
        <QuickReplyForm
          reply={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            again();
          }}
        />
      )}
    </Page>
  );
}
