/** Where answers and notes are written. Answering needs the conversation to be one's own. */
import { Button, Kbd } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { takeReply } from '../../data/intent.js';
import { useMe } from '../../data/queries.js';
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconAlertTriangle, IconLock } from '../../ui/icons.js';
import { useMay } from '../../ui/permissions.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import css from './composer.module.css';
import type { DraftKind } from './drafts.js';
import { Editor } from './editor.js';

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

export function Composer(props: Props) {
  const { conversation } = props;
  const { t } = useTexts();
  const me = useMe().operator.id;
  const { owner, id } = conversation;
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
      {kind === 'note' || mine ? (
        <Editor
          key={`${id}.${kind}`}
          ref={field}
          kind={kind}
          conversation={conversation}
          newestOrder={props.newestOrder}
        />
      ) : (
        <ClaimFirst {...props} />
      )}
    </div>
  );
}
