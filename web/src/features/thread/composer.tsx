/** Where answers and notes are written. Answering needs the conversation to be one's own. */
import { Button, Kbd } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { seen } from '../../api.js';
import { takeReply } from '../../data/intent.js';
import { useColleaguesHere, useLooking } from '../../data/presence.js';
import { useMe, useMentions } from '../../data/queries.js';
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import { IconAlertTriangle, IconLock } from '../../ui/icons.js';
import { useMay } from '../../ui/permissions.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import css from './composer.module.css';
import type { DraftKind } from './drafts.js';
import { Editor } from './editor.js';
import { useNewestHeld } from './newest.js';

interface Props {
  conversation: ConversationDetail;
  newestOrder: () => number;
  busy: boolean;
  onClaim: () => void;
}

function ClaimFirst({ conversation, busy, onClaim }: Omit<Props, 'newestOrder'>) {
  const { t } = useTexts();
  const may = useMay();
  const { owner } = conversation;
  if (owner.kind === 'operator') {
    return (
      <div className={css.claim}>
        <IconLock size={18} aria-hidden />
        <span>{t('composer.taken', { name: owner.name })}</span>
      </div>
    );
  }
  return (
    <div className={css.claim}>
      <span>{t('composer.claimFirst')}</span>
      {may('conversation.claim') && (
        <Button
          className={css.claimButton}
          size="sm"
          loading={busy}
          onClick={onClaim}
          rightSection={<Kbd className={css.key}>C</Kbd>}
        >
          {t('action.claim')}
        </Button>
      )}
    </div>
  );
}

function ChannelTrouble({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const { state } = conversation.channelHealth;
  if (state === 'up') return null;
  const fields = { channel: t(`channel.${conversation.channel}`), state: t(`health.${state}`) };
  return (
    <p className={css.trouble} role="status">
      <IconAlertTriangle size={15} aria-hidden />
      {t('composer.channelDown', fields)}
    </p>
  );
}

/** Why nothing can be sent now, and until when: said before anything is written. */
function ClosedRoad({ conversation }: { conversation: ConversationDetail }) {
  const { t, language } = useTexts();
  const { closed, channel } = conversation;
  if (!closed) return null;
  const until = closed.until
    ? ` ${t('composer.closedUntil', { time: shortDate(language, closed.until) })}`
    : '';
  return (
    <p className={css.trouble} data-closed role="status">
      <IconLock size={15} aria-hidden />
      {t(`composer.closed.${closed.reason}`, { channel: t(`channel.${channel}`) })}
      {until}
    </p>
  );
}

/** Colleagues who look at this or type, on a line that is always there: nothing moves for them. */
function Here({ id }: { id: string }) {
  const { t } = useTexts();
  const people = useColleaguesHere(id);
  const names = (doing: 'looking' | 'typing'): string =>
    people
      .filter((one) => one.doing === doing)
      .map(({ name }) => name)
      .join(', ');
  const [typing, looking] = [names('typing'), names('looking')];
  return (
    <span className={css.here} role="status">
      {typing !== '' && <strong>{t('presence.typing', { names: typing })}</strong>}
      {typing === '' && looking !== '' && t('presence.looking', { names: looking })}
    </span>
  );
}

/** Who looks at a thread has seen where they are called in it. */
function useSeenMentions(id: string): void {
  const called = useMentions().some(({ conversationId }) => conversationId === id);
  useEffect(() => {
    const look = (): void => {
      if (called && document.visibilityState === 'visible') seen(id).catch(() => {});
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [id, called]);
}

export function Composer(props: Props) {
  const { conversation } = props;
  const { t } = useTexts();
  const me = useMe().operator.id;
  const { owner, id, closed } = conversation;
  const newestHeld = useNewestHeld(id);
  useLooking(id);
  useSeenMentions(id);
  const mine = owner.kind === 'operator' && owner.operatorId === me;
  const [kind, setKind] = useState<DraftKind>('reply');
  const field = useRef<HTMLTextAreaElement>(null);
  const wanted = useRef(false);
  const open = (which: DraftKind): void => {
    wanted.current = true;
    setKind(which);
    field.current?.focus();
  };
  // A claim or a key press asked for the field before it was there.
  useEffect(() => {
    if (!wanted.current || (kind === 'reply' && !mine)) return;
    wanted.current = false;
    field.current?.focus();
  }, [kind, mine]);
  useEffect(() => {
    if (mine && takeReply(id) && !matchMedia('(pointer: coarse)').matches) field.current?.focus();
  }, [mine, id]);
  useShortcuts({ r: () => open('reply'), n: () => open('note') });

  return (
    <div className={css.composer} data-kind={kind}>
      {mine && kind === 'reply' && <ChannelTrouble conversation={conversation} />}
      {mine && kind === 'reply' && <ClosedRoad conversation={conversation} />}
      <div className={css.head}>
        <div className={css.tabs} role="tablist">
          {(['reply', 'note'] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={kind === each}
              onClick={() => open(each)}
            >
              {t(`composer.${each}`)} <Kbd size="xs">{each === 'reply' ? 'R' : 'N'}</Kbd>
            </button>
          ))}
        </div>
        <Here id={id} />
      </div>
      {kind === 'note' || mine ? (
        <Editor
          key={`${id}.${kind}`}
          ref={field}
          kind={kind}
          conversation={conversation}
          newestOrder={props.newestOrder}
          newestHeld={newestHeld}
          closed={kind === 'reply' && closed !== undefined}
        />
      ) : (
        <ClaimFirst {...props} />
      )}
    </div>
  );
}
