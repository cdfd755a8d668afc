/** The messages of a conversation, newest at the bottom; older ones are read when scrolled up to. */
import { Button, Loader, Skeleton } from '@mantine/core';
import { Fragment, type UIEvent, useRef, useState } from 'react';
import { useNow } from '../../data/clock.js';
import { useOutbox } from '../../data/outbox.js';
import { useMe, useThread } from '../../data/queries.js';
import { stillPending } from '../../data/thread.js';
import type { ConversationRow, MessageView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { dayKey, longDay } from '../../texts/times.js';
import { citizenName } from '../../ui/citizen.js';
import { IconArrowDown } from '../../ui/icons.js';
import { REACHABLE } from '../../ui/reachable.js';
import { Failed } from '../../ui/states.js';
import { Bubble } from './bubble.js';
import css from './messages.module.css';
import { PendingBubble } from './pending.js';

const NEAR_PIXELS = 120;
const SAME_SPEAKER_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

function Day({ at }: { at: string }) {
  const { t, language } = useTexts();
  const now = useNow();
  const day = dayKey(at);
  const words =
    day === dayKey(now)
      ? t('thread.today')
      : day === dayKey(now - DAY_MS)
        ? t('thread.yesterday')
        : longDay(language, at);
  return <li className={css.day}>{words}</li>;
}

function sameVoice(a: MessageView | undefined, b: MessageView): boolean {
  if (!a || a.direction !== b.direction || a.author.kind !== b.author.kind) return false;
  if (a.author.kind === 'operator' && b.author.kind === 'operator') {
    if (a.author.operatorId !== b.author.operatorId) return false;
  }
  return Date.parse(b.at) - Date.parse(a.at) < SAME_SPEAKER_MS;
}

function Lines({ messages, citizen }: { messages: MessageView[]; citizen: string }) {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const newDay = !before || dayKey(before.at) !== dayKey(message.at);
    return (
      <Fragment key={message.id}>
        {newDay && <Day at={message.at} />}
        <Bubble message={message} citizen={citizen} named={newDay || !sameVoice(before, message)} />
      </Fragment>
    );
  });
}

export function Messages({ row }: { row: Pick<ConversationRow, 'id' | 'citizenName'> }) {
  const texts = useTexts();
  const { t } = texts;
  const me = useMe().operator.id;
  const { query, older } = useThread(row.id);
  const scroller = useRef<HTMLElement>(null);
  const [away, setAway] = useState(false);
  const outbox = useOutbox().filter((each) => each.conversationId === row.id && each.by === me);
  const messages = query.data?.messages ?? [];
  const pending = stillPending(outbox, messages, me);

  /** The box is laid out from the bottom: 0 is the newest, negative is up. */
  const scrolled = (event: UIEvent<HTMLElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    setAway(scrollTop < -NEAR_PIXELS);
    if (scrollHeight - clientHeight + scrollTop < NEAR_PIXELS) void older();
  };

  if (query.isError && !query.data) return <Failed problem={query.error} retry={query.refetch} />;
  return (
    <div className={css.frame}>
      <section
        ref={scroller}
        {...REACHABLE}
        className={css.scroller}
        onScroll={scrolled}
        aria-label={t('thread.messages')}
      >
        <ol className={css.lines}>
          {query.isPending && <Waiting />}
          {query.data && (
            <li className={css.begin}>{query.data.more ? <Older /> : t('thread.begin')}</li>
          )}
          <Lines messages={messages} citizen={citizenName(row, texts)} />
          {pending.map((each) => (
            <PendingBubble key={each.clientId} pending={each} />
          ))}
        </ol>
      </section>
      {away && (
        <Button
          className={css.down}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t('thread.newest')}
        </Button>
      )}
    </div>
  );
}

function Older() {
  const { t } = useTexts();
  return (
    <>
      <Loader size="xs" />
      <span className="visually-hidden">{t('thread.older')}</span>
    </>
  );
}

function Waiting() {
  return (
    <li className={css.waiting}>
      <Skeleton height={44} width="45%" radius="lg" />
      <Skeleton height={60} width="55%" radius="lg" ml="auto" />
      <Skeleton height={44} width="35%" radius="lg" />
    </li>
  );
}
