/**
 * The messages of a conversation, newest at the bottom; older ones are read when scrolled up to. Only
 * what is seen is in the page, and what is read stays where it is when older ones come.
 */
import { Button, Loader, Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../../data/clock.js';
import { takeMessage } from '../../data/intent.js';
import { useOutbox } from '../../data/outbox.js';
import { useMe, useThread } from '../../data/queries.js';
import { stillPending } from '../../data/thread.js';
import type { ConversationDetail, MessageView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { dayKey, longDay } from '../../texts/times.js';
import { citizenName } from '../../ui/citizen.js';
import { IconArrowDown } from '../../ui/icons.js';
import { REACHABLE } from '../../ui/reachable.js';
import { Failed } from '../../ui/states.js';
import { answerTo } from './answering.js';
import { Bubble } from './bubble.js';
import { type Line, linesOf } from './lines.js';
import css from './messages.module.css';
import { PendingBubble } from './pending.js';
import { Photos } from './photos.js';

/** So near the end counts as being there: new messages then come into sight. */
const NEAR_PIXELS = 120;
const DAY_MS = 86_400_000;
/** What a bubble takes before it was measured. */
const BUBBLE_PIXELS = 74;
/** Lines above the first one seen at which older ones are asked for. */
const EARLY_LINES = 12;
const FLASH_MS = 2_000;
const NO_MESSAGES: MessageView[] = [];

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
  return <div className={css.day}>{words}</div>;
}

/** Goes to a message, however far up it is, and shows for a moment which one it is. */
function useJump(lines: Line[], reach: (id: string) => Promise<boolean>, go: (at: number) => void) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [flash, setFlash] = useState<string | null>(null);
  const jump = useCallback(
    (id: string) => {
      void reach(id).then((found) => found && setWanted(id));
    },
    [reach],
  );
  useEffect(() => {
    const at = wanted === null ? -1 : lines.findIndex((line) => line.key === wanted);
    if (at === -1) return;
    go(at);
    setFlash(wanted);
    setWanted(null);
  }, [wanted, lines, go]);
  useEffect(() => {
    if (flash === null) return;
    const timer = window.setTimeout(() => setFlash(null), FLASH_MS);
    return () => window.clearTimeout(timer);
  }, [flash]);
  return { jump, flash };
}

type Row = Pick<ConversationDetail, 'id' | 'citizenName' | 'limits' | 'owner'>;

export function Messages({ row }: { row: Row }) {
  const { query } = useThread(row.id);
  if (query.isError && !query.data) return <Failed problem={query.error} retry={query.refetch} />;
  if (!query.data) return <Waiting />;
  return <Thread row={row} />;
}

function Thread({ row }: { row: Row }) {
  const texts = useTexts();
  const { t } = texts;
  const me = useMe().operator.id;
  const { query, older, reach } = useThread(row.id);
  const scroller = useRef<HTMLElement>(null);
  const [away, setAway] = useState(false);
  const outbox = useOutbox();
  const messages = query.data?.messages ?? NO_MESSAGES;
  const more = query.data?.more ?? false;
  const lines = useMemo(() => {
    const own = outbox.filter((each) => each.conversationId === row.id && each.by === me);
    return linesOf({ messages, more }, stillPending(own, messages, me), dayKey);
  }, [messages, more, outbox, row.id, me]);

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => BUBBLE_PIXELS,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 10,
    paddingEnd: 14,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_PIXELS,
    initialOffset: Number.MAX_SAFE_INTEGER,
    useAnimationFrameWithResizeObserver: true,
    onChange: (instance) => {
      const { scrollOffset, scrollRect } = instance;
      const left = instance.getTotalSize() - (scrollRect?.height ?? 0) - (scrollOffset ?? 0);
      setAway(left > NEAR_PIXELS);
    },
  });
  const items = virtual.getVirtualItems();
  const top = items[0]?.index ?? EARLY_LINES;
  useEffect(() => {
    if (more && top < EARLY_LINES && lines.length > 0) void older();
  }, [more, top, lines.length, older]);
  useLayoutEffect(() => virtual.scrollToEnd(), [virtual]);

  const go = useCallback((at: number) => virtual.scrollToIndex(at, { align: 'center' }), [virtual]);
  const { jump, flash } = useJump(lines, reach, go);
  useEffect(() => {
    const called = takeMessage(row.id);
    if (called) jump(called);
  }, [row.id, jump]);
  const mine = row.owner.kind === 'operator' && row.owner.operatorId === me;
  const answer = useMemo(
    () =>
      mine && row.limits.quotes
        ? (quote: Parameters<typeof answerTo>[1]) => answerTo(row.id, quote)
        : undefined,
    [mine, row.limits.quotes, row.id],
  );

  const citizen = citizenName(row, texts);
  const shown = (line: Line) => {
    if (line.kind === 'begin') {
      return <div className={css.begin}>{more ? <Older /> : t('thread.begin')}</div>;
    }
    if (line.kind === 'pending') return <PendingBubble pending={line.pending} />;
    const { message, named, newDay } = line;
    return (
      <>
        {newDay && <Day at={message.at} />}
        <Bubble
          message={message}
          citizen={citizen}
          named={named}
          onJump={jump}
          onAnswer={message.direction === 'note' ? undefined : answer}
        />
      </>
    );
  };
  return (
    <Photos messages={messages}>
      <div className={css.frame}>
        <section
          ref={scroller}
          {...REACHABLE}
          className={css.scroller}
          aria-label={t('thread.messages')}
        >
          <ol className={css.lines} style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const line = lines[item.index];
              return (
                line && (
                  <li
                    key={item.key}
                    ref={virtual.measureElement}
                    data-index={item.index}
                    data-message={line.key}
                    data-flash={flash === line.key}
                    aria-setsize={more ? -1 : lines.length}
                    aria-posinset={item.index + 1}
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    {shown(line)}
                  </li>
                )
              );
            })}
          </ol>
        </section>
        {away && (
          <Button
            className={css.down}
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowDown size={14} aria-hidden />}
            onClick={() => virtual.scrollToEnd()}
          >
            {t('thread.newest')}
          </Button>
        )}
      </div>
    </Photos>
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
    <div className={css.frame}>
      <div className={css.waiting}>
        <Skeleton height={44} width="45%" radius="lg" />
        <Skeleton height={60} width="55%" radius="lg" ml="auto" />
        <Skeleton height={44} width="35%" radius="lg" />
      </div>
    </div>
  );
}
