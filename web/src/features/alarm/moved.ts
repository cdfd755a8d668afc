/** Emergencies that were mine and went to others without my doing: said until it is closed. */
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { ConversationRow } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { excerptWords } from '../../ui/excerpt.js';

/** Of those that were mine, the ones that somebody else has, or that wait for anybody. */
export function goneFrom(
  me: string,
  before: ConversationRow[],
  now: ConversationRow[],
): ConversationRow[] {
  const isMine = ({ owner }: ConversationRow): boolean =>
    owner.kind === 'operator' && owner.operatorId === me;
  const had = new Set(before.filter(isMine).map(({ id }) => id));
  return now.filter((row) => had.has(row.id) && !isMine(row));
}

export function useMovedNotice(me: string, emergencies: ConversationRow[]): void {
  const { t } = useTexts();
  const before = useRef<ConversationRow[]>([]);
  useEffect(() => {
    for (const { id, owner, alarm, lastText } of goneFrom(me, before.current, emergencies)) {
      const name = owner.kind === 'operator' ? owner.name : t('alarm.movedToAll');
      notifications.show({
        id: `moved-${id}`,
        color: 'red',
        autoClose: false,
        message: t('alarm.movedTo', { name, words: alarm?.words ?? excerptWords(lastText, t) }),
      });
    }
    before.current = emergencies;
  }, [me, emergencies, t]);
}
