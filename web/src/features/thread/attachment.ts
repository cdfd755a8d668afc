/** A file chosen, pasted or dropped: uploaded at once, so that sending is quick. */
import { useCallback, useState } from 'react';
import { uploadMedia } from '../../api.js';
import { useTexts } from '../../texts/texts.js';
import { fileSize } from '../../texts/times.js';
import { useProblemText } from '../../ui/problems.js';

export interface Attachment {
  name: string;
  mimeType: string;
  /** Null while it is on its way. */
  mediaId: string | null;
  problem?: string;
}

export function useAttachment(limitBytes: number) {
  const { t, language } = useTexts();
  const tell = useProblemText();
  const [attachment, setAttachment] = useState<Attachment | null>(null);
  const attach = useCallback(
    async (file: File) => {
      const chosen: Attachment = { name: file.name, mimeType: file.type, mediaId: null };
      if (file.size > limitBytes) {
        const [size, limit] = [fileSize(language, file.size), fileSize(language, limitBytes)];
        setAttachment({ ...chosen, problem: t('composer.tooLarge', { size, limit }) });
        return;
      }
      setAttachment(chosen);
      const same = (now: Attachment | null, next: Attachment) => (now === chosen ? next : now);
      try {
        const { mediaId, mimeType } = await uploadMedia(file);
        setAttachment((now) => same(now, { ...chosen, mediaId, mimeType }));
      } catch (problem) {
        setAttachment((now) => same(now, { ...chosen, problem: tell(problem) }));
      }
    },
    [limitBytes, language, t, tell],
  );
  const drop = useCallback(() => setAttachment(null), []);
  return { attachment, attach, drop };
}
