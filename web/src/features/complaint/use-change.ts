/** Changing a complaint, guarded by its version. */

import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeComplaint } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import type { ComplaintPatch, ComplaintView, ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useComplain } from '../../ui/problems.js';

/** `change` resolves to true when it was kept; failures are shown, and the newest state is read. */
export function useChange(complaint: ComplaintView, conversationId: string) {
  const { t } = useTexts();
  const complain = useComplain();
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const key = cacheKey.detail(conversationId);

  const show = (kept: ComplaintView): void => {
    cache.setQueryData<ConversationDetail>(key, (detail) => {
      if (!detail) return detail;
      const complaints = detail.complaints.map((each) =>
        each.reference === kept.reference && kept.version >= each.version ? kept : each,
      );
      return { ...detail, complaints };
    });
  };

  const change = async (patch: Omit<ComplaintPatch, 'version'>): Promise<boolean> => {
    setBusy(true);
    const { reference, version } = complaint;
    try {
      const kept = await changeComplaint(reference, { version, ...patch });
      if (kept?.reference === reference) show(kept);
      notifications.show({ message: t('case.saved', { reference }), autoClose: 2500 });
      return true;
    } catch (problem) {
      complain(problem);
      return false;
    } finally {
      setBusy(false);
      void cache.invalidateQueries({ queryKey: key });
    }
  };
  return { busy, change };
}
