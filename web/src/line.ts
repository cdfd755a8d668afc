/** Joins the live line with the query cache, for as long as somebody is signed in. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getSession, tellHere } from './api.js';
import { applyEvent, catchUp, signedOut } from './data/apply.js';
import { applyToEmergencies, refreshEmergencies } from './data/emergencies.js';
import { sendOutbox } from './data/outbox.js';
import { useMe } from './data/queries.js';
import { noteDelivery } from './data/undelivered.js';
import { type LineState, openLine } from './live.js';
import { useTexts } from './texts/texts.js';

const RESEND_MS = 15_000;

/** How the line is; opens it. */
export function useLine(): LineState {
  const { t } = useTexts();
  const cache = useQueryClient();
  const { operator, changed } = useMe();
  const from = useRef(changed);
  const words = useRef(t);
  const [state, setState] = useState<LineState>('connecting');
  useEffect(() => {
    words.current = t;
  }, [t]);
  useEffect(() => {
    void sendOutbox(cache);
    const resend = window.setInterval(() => void sendOutbox(cache), RESEND_MS);
    const close = openLine(from.current, {
      event: (event) => {
        applyEvent(cache, event, operator.id);
        applyToEmergencies(cache, event);
        noteDelivery(event);
      },
      ping: () => void tellHere().catch(() => {}),
      state: setState,
      resumed: () => {
        catchUp(cache);
        void refreshEmergencies(cache);
        void sendOutbox(cache);
        notifications.show({
          message: words.current('line.back'),
          color: 'green',
          autoClose: 3000,
        });
      },
      probe: async () => {
        const session = await getSession();
        if (!session) signedOut(cache);
        return session?.changed ?? 0;
      },
    });
    return () => {
      window.clearInterval(resend);
      close();
    };
  }, [cache, operator.id]);
  return state;
}
