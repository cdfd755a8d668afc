/** What stands around every page: navigation, alarm, line and sound warnings, keys. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useActs } from './data/acts.js';
import { useCounts, useMe } from './data/queries.js';
import { inboxPath, usePath } from './data/route.js';
import type { ConversationRow } from './data/types.js';
import { AlarmBar } from './features/alarm/alarm-bar.js';
import { SoundWarning } from './features/alarm/sound-warning.js';
import { useAlarm, useSound, useUnaccepted } from './features/alarm/use-alarm.js';
import { useLine } from './line.js';
import css from './shell.module.css';
import { useTexts } from './texts/texts.js';
import { TopBar } from './top-bar.js';
import { IconWifiOff } from './ui/icons.js';
import { useComplain } from './ui/problems.js';
import { REACHABLE } from './ui/reachable.js';
import { useShortcuts } from './ui/shortcuts.js';

const KeySheet = lazy(() => import('./ui/key-sheet.js'));

/** Opens an emergency and takes it in one act. */
function useAccept(): (row: ConversationRow) => void {
  const acts = useActs();
  const complain = useComplain();
  const [, go] = usePath();
  return (row) => {
    go(inboxPath('mine', row.id));
    acts.claim(row.id).catch(complain);
  };
}

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const line = useLine();
  const heard = useSound();
  const emergencies = useUnaccepted();
  const counts = useCounts();
  const accept = useAccept();
  const [sheet, setSheet] = useState(false);
  const { permissions } = useMe();
  const mayClaim = permissions.includes('conversation.claim');
  const [top] = emergencies;
  useAlarm(emergencies.length);

  const acceptTop = (): boolean => {
    if (!top || !mayClaim) return false;
    accept(top);
    return true;
  };
  useShortcuts({ ' ': acceptTop, F2: acceptTop, '?': () => setSheet(true) });

  return (
    <div className={css.shell}>
      <TopBar line={line} alarmed={top !== undefined} onKeys={() => setSheet(true)}>
        <AlarmBar
          emergencies={emergencies}
          count={Math.max(emergencies.length, counts?.emergencies ?? 0)}
          onAccept={accept}
        />
      </TopBar>
      {line === 'lost' && (
        <div className={css.lost} role="alert">
          <IconWifiOff size={18} aria-hidden />
          {t('line.lost')}
        </div>
      )}
      {!heard && <SoundWarning />}
      <main className={css.main} {...REACHABLE}>
        {children}
      </main>
      {sheet && (
        <Suspense fallback={null}>
          <KeySheet onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  );
}
