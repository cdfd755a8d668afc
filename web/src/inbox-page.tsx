/** List, thread and complaint side by side; one after the other where the screen is narrow. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { seen } from './api.js';
import { useActs } from './data/acts.js';
import { useDetail } from './data/queries.js';
import type { InboxRoute } from './data/route.js';
import type { ConversationDetail, InboxView } from './data/types.js';
import { useUnaccepted } from './features/alarm/use-alarm.js';
import { EmergencyCard } from './features/complaint/emergency-card.js';
import { CasePanel } from './features/complaint/panel.js';
import { ConversationList } from './features/inbox/list.js';
import { Composer } from './features/thread/composer.js';
import { type Ask, ThreadHeader } from './features/thread/header.js';
import { Messages } from './features/thread/messages.js';
import { useNewestOrder } from './features/thread/newest.js';
import css from './inbox-page.module.css';
import { useTexts } from './texts/texts.js';
import { IconMessageCircle } from './ui/icons.js';
import { useComplain } from './ui/problems.js';
import { useShortcuts } from './ui/shortcuts.js';
import { Empty, Failed } from './ui/states.js';

const Dialogs = lazy(() => import('./features/thread/dialogs.js'));

type Side = 'messages' | 'case';

function SideSwitch({ side, onSide }: { side: Side; onSide: (side: Side) => void }) {
  const { t } = useTexts();
  return (
    <button
      type="button"
      className={css.switch}
      aria-pressed={side === 'case'}
      onClick={() => onSide(side === 'case' ? 'messages' : 'case')}
    >
      {t(side === 'case' ? 'thread.messages' : 'thread.case')}
    </button>
  );
}

/** An operator who looks at a thread has seen it. */
function useSeen({ id, unseen }: ConversationDetail): void {
  useEffect(() => {
    if (unseen > 0 && document.visibilityState === 'visible') seen(id).catch(() => {});
  }, [id, unseen]);
}

function useClaim(id: string) {
  const acts = useActs();
  const complain = useComplain();
  const [busy, setBusy] = useState(false);
  const claim = async (): Promise<void> => {
    setBusy(true);
    await acts.claim(id).catch(complain);
    setBusy(false);
  };
  return { busy, claim: () => void claim() };
}

function Conversation({
  conversation,
  view,
}: {
  conversation: ConversationDetail;
  view: InboxView;
}) {
  const [side, setSide] = useState<Side>('messages');
  const [ask, setAsk] = useState<Ask | null>(null);
  const { busy, claim } = useClaim(conversation.id);
  const newestOrder = useNewestOrder(conversation.id);
  const { owner, emergency, danger } = conversation;
  const unaccepted = useUnaccepted().length;
  const free = owner.kind !== 'operator';
  useSeen(conversation);
  const claimFree = (): boolean => {
    if (free && !busy) claim();
    return free;
  };
  // Space takes the most pressing: an emergency that waits elsewhere goes before this one.
  const claimHere = (): boolean => (danger === 2 || unaccepted === 0) && claimFree();
  // `a` accepts the head of the bar; a suspicion that is open here when the bar is empty.
  const acceptHere = (): boolean => unaccepted === 0 && danger > 0 && claimFree();
  useShortcuts({ c: claimFree, ' ': claimHere, a: acceptHere, A: acceptHere });
  return (
    <div className={css.conversation} data-side={side}>
      <div className={css.head}>
        <ThreadHeader row={conversation} view={view} busy={busy} onClaim={claim} onAsk={setAsk}>
          <SideSwitch side={side} onSide={setSide} />
        </ThreadHeader>
      </div>
      <div className={css.thread}>
        {emergency && danger > 0 && (
          <EmergencyCard conversation={conversation} emergency={emergency} />
        )}
        <Messages row={conversation} />
        <Composer
          conversation={conversation}
          newestOrder={newestOrder}
          busy={busy}
          onClaim={claim}
        />
      </div>
      <div className={css.case}>
        <CasePanel conversation={conversation} />
      </div>
      {ask && (
        <Suspense fallback={null}>
          <Dialogs ask={ask} conversation={conversation} onDone={() => setAsk(null)} />
        </Suspense>
      )}
    </div>
  );
}

function Opened({ id, view }: { id: string; view: InboxView }) {
  const { data, isError, error, refetch } = useDetail(id);
  if (isError && !data) return <Failed problem={error} retry={refetch} />;
  if (!data) return <div className={css.blank} aria-busy="true" />;
  return <Conversation key={id} conversation={data} view={view} />;
}

export function InboxPage({ route }: { route: InboxRoute }) {
  const { t } = useTexts();
  const { view, id } = route;
  return (
    <div className={css.page} data-open={id !== null}>
      <h1 className="visually-hidden">{t('app.inbox')}</h1>
      <div className={css.list}>
        <ConversationList view={view} openId={id} />
      </div>
      <div className={css.opened}>
        {id === null ? (
          <Empty icon={IconMessageCircle} title={t('thread.none')} lead={t('thread.none.lead')} />
        ) : (
          <Opened id={id} view={view} />
        )}
      </div>
    </div>
  );
}
