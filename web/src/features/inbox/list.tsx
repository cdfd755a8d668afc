/** The list of conversations: three views, a filter, and what each looks like when it is empty. */
import { CloseButton, Skeleton, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useCounts, useList, useMe } from '../../data/queries.js';
import { inboxPath, usePath } from '../../data/route.js';
import { matches } from '../../data/rows.js';
import { type InboxView, VIEWS } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconCircleCheck, IconInbox, IconSearch } from '../../ui/icons.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { Empty, Failed } from '../../ui/states.js';
import css from './list.module.css';
import { Rows } from './rows.js';

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];

function Views({ view }: { view: InboxView }) {
  const { t } = useTexts();
  const counts = useCounts();
  return (
    <nav className={css.views} aria-label={t('list.title')}>
      {VIEWS.map((each) => (
        <a
          key={each}
          href={`#${inboxPath(each)}`}
          aria-current={each === view ? 'page' : undefined}
        >
          {t(`view.${each}`)}{' '}
          <span
            className={css.count}
            data-alarm={each === 'waiting' && (counts?.emergencies ?? 0) > 0}
          >
            {counts?.[each] ?? '–'}
          </span>
        </a>
      ))}
    </nav>
  );
}

function NothingHere({ view, filtered }: { view: InboxView; filtered: boolean }) {
  const { t } = useTexts();
  const which = filtered ? 'filter' : view;
  return (
    <Empty
      icon={which === 'waiting' ? IconCircleCheck : IconInbox}
      title={t(`list.empty.${which}`)}
      lead={t(`list.empty.${which}.lead`)}
    />
  );
}

function Loading() {
  const { t } = useTexts();
  return (
    <output className={css.loading} aria-label={t('app.loading')}>
      {SKELETONS.map((each) => (
        <div key={each} className={css.skeleton}>
          <Skeleton height={14} width="55%" />
          <Skeleton height={12} width="90%" />
          <Skeleton height={12} width="40%" />
        </div>
      ))}
    </output>
  );
}

export function ConversationList({ view, openId }: { view: InboxView; openId: string | null }) {
  const { t } = useTexts();
  const me = useMe().operator.id;
  const [, go] = usePath();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { query, more } = useList(view);
  const all = query.data?.rows;
  const rows = useMemo(() => (all ?? []).filter((row) => matches(row, typed.trim())), [all, typed]);
  useShortcuts({
    '/': () => field.current?.focus(),
    '1': () => go(inboxPath('waiting')),
    '2': () => go(inboxPath('mine')),
    '3': () => go(inboxPath('all')),
  });

  return (
    <section className={css.list} aria-label={t('list.title')}>
      <Views view={view} />
      <TextInput
        ref={field}
        className={css.filter}
        size="sm"
        type="search"
        aria-label={t('list.filter')}
        placeholder={t('list.filter')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setTyped('');
          event.currentTarget.blur();
        }}
        rightSection={
          typed !== '' && (
            <CloseButton
              size="sm"
              aria-label={t('list.clearFilter')}
              onClick={() => setTyped('')}
            />
          )
        }
      />
      {query.isPending && <Loading />}
      {query.isError && !all && <Failed problem={query.error} retry={query.refetch} />}
      {all && rows.length === 0 && <NothingHere view={view} filtered={typed.trim() !== ''} />}
      {rows.length > 0 && (
        <Rows key={view} rows={rows} view={view} openId={openId} me={me} more={() => void more()} />
      )}
    </section>
  );
}
