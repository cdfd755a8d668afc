/** What stands around every page: navigation, alarm, loud failures, warnings, the edge, keys. */
import { notifications } from '@mantine/notifications';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { ApiProblem, getConversation } from './api.js';
import { useActs } from './data/acts.js';
import { useEmergencies, useTellShown } from './data/emergencies.js';
import { useCounts, useMe } from './data/queries.js';
import { inboxPath, usePath } from './data/route.js';
import type { ConversationRow } from './data/types.js';
import { AlarmBar } from './features/alarm/alarm-bar.js';
import { Edge } from './features/alarm/edge.js';
import { useMovedNotice } from './features/alarm/moved.js';
import { Notices, Shelf } from './features/alarm/notice.js';
import { useNotification } from './features/alarm/notifications.js';
import { Troubles } from './features/alarm/troubles.js';
import { useAlarm, useUnaccepted } from './features/alarm/use-alarm.js';
import { AlarmWarnings } from './features/alarm/warnings.js';
import { useLine } from './line.js';
import css from './shell.module.css';
import { useTexts } from './texts/texts.js';
import { TopBar } from './top-bar.js';
import { useComplain } from './ui/problems.js';
import { REACHABLE } from './ui/reachable.js';
import { useShortcuts } from './ui/shortcuts.js';

const KeySheet = lazy(() => import('./ui/key-sheet.js'));

/** Opens an emergency and takes it in one act; who comes second is told who was first. */
function useAccept(): (row: ConversationRow) => void {
  const { t } = useTexts();
  const acts = useActs();
  const complain = useComplain();
  const [, go] = usePath();
  const tellWho = async (id: string): Promise<void> => {
    const { owner } = await getConversation(id);
    const name = owner.kind === 'operator' ? owner.name : t('list.closed');
    notifications.show({ color: 'blue', autoClose: 8000, message: t('alarm.takenBy', { name }) });
  };
  return (row) => {
    go(inboxPath('mine', row.id));
    acts.accept(row.id).catch((problem: unknown) => {
      const taken = problem instanceof ApiProblem && problem.code === 'conversation/taken';
      if (taken) tellWho(row.id).catch(complain);
      else complain(problem);
    });
  };
}

export function Shell({ children }: { children: ReactNode }) {
  const line = useLine();
  const waiting = useUnaccepted();
  const emergencies = useEmergencies();
  const counts = useCounts();
  const accept = useAccept();
  const [sheet, setSheet] = useState(false);
  const [shelf, setShelf] = useState<HTMLElement | null>(null);
  const { permissions, operator } = useMe();
  const mayClaim = permissions.includes('conversation.claim');
  const [top] = waiting;
  useAlarm(waiting.length);
  useNotification(waiting.map(({ id }) => id));
  useTellShown(waiting);
  useMovedNotice(operator.id, emergencies);

  const acceptTop = (): boolean => {
    if (!top || !mayClaim) return false;
    accept(top);
    return true;
  };
  const keys = { a: acceptTop, A: acceptTop, ' ': acceptTop, F2: acceptTop };
  useShortcuts({ ...keys, '?': () => setSheet(true) });

  return (
    <div className={css.shell}>
      <TopBar line={line} alarmed={top !== undefined} onKeys={() => setSheet(true)}>
        <AlarmBar
          emergencies={waiting}
          count={Math.max(waiting.length, counts?.emergencies ?? 0)}
          onAccept={accept}
        />
      </TopBar>
      <Shelf value={shelf}>
        <Notices>
          <Troubles emergencies={emergencies} lost={line === 'lost'} />
          <AlarmWarnings />
        </Notices>
      </Shelf>
      <main className={css.main} {...REACHABLE}>
        {children}
      </main>
      <Edge emergencies={emergencies} onShelf={setShelf} />
      {sheet && (
        <Suspense fallback={null}>
          <KeySheet onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  );
}
