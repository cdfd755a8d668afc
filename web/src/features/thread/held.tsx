/** The seconds in which an answer can be taken back, and the button that does it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { takeBack } from '../../api.js';
import { applyMessage } from '../../data/apply.js';
import { serverNow, useNow } from '../../data/clock.js';
import { useMe } from '../../data/queries.js';
import { textOf } from '../../data/thread.js';
import type { MessageView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useComplain } from '../../ui/problems.js';
import css from './bubble.module.css';
import { putBack } from './drafts.js';

/** Takes an answer back and puts its words into the field again. */
export function useTakeBack(): (message: MessageView) => Promise<void> {
  const cache = useQueryClient();
  const me = useMe().operator.id;
  const complain = useComplain();
  return async (message) => {
    try {
      applyMessage(cache, await takeBack(message.id));
      const text = textOf(message);
      if (text !== '') putBack(me, message.conversationId, text);
    } catch (problem) {
      complain(problem);
    }
  };
}

/** True while the message can be taken back by the signed-in person. */
export function isHeld(message: MessageView, me: string): boolean {
  const { heldUntil, author } = message;
  if (heldUntil === undefined || Date.parse(heldUntil) <= serverNow()) return false;
  return author.kind === 'operator' && author.operatorId === me;
}

export function Held({ message }: { message: MessageView }) {
  const { t } = useTexts();
  const me = useMe().operator.id;
  const [busy, setBusy] = useState(false);
  const undo = useTakeBack();
  useNow();
  if (!isHeld(message, me)) return null;
  const leftMs = Date.parse(message.heldUntil ?? '') - serverNow();
  return (
    <button
      type="button"
      className={css.undo}
      disabled={busy}
      onClick={() => {
        setBusy(true);
        void undo(message).finally(() => setBusy(false));
      }}
    >
      {t('message.undo')} <span className="numbers">{Math.max(1, Math.ceil(leftMs / 1000))}</span>
    </button>
  );
}
