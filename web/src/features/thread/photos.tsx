/** The photos of a thread, opened one beside the other in the viewer. */
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useMemo,
  useState,
} from 'react';
import { mediaUrl } from '../../api.js';
import type { MessageView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';

const PhotoViewer = lazy(() => import('../../ui/photo-viewer.js'));

const Open = createContext<(mediaId: string) => void>(() => {});

/** Opens a photo of this thread in the viewer. */
export const useOpenPhoto = (): ((mediaId: string) => void) => useContext(Open);

function mediaIdOf({ content }: MessageView): string | null {
  if (content.kind !== 'photo' && content.kind !== 'sticker') return null;
  return content.media.mediaId;
}

export function Photos({ messages, children }: { messages: MessageView[]; children: ReactNode }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<string | null>(null);
  const photos = useMemo(() => {
    if (open === null) return [];
    return messages.flatMap((message) => {
      const id = mediaIdOf(message);
      const caption = 'caption' in message.content ? message.content.caption : undefined;
      return id === null ? [] : [{ id, url: mediaUrl(id), label: caption ?? t('message.photo') }];
    });
  }, [messages, open, t]);
  return (
    <Open.Provider value={setOpen}>
      {children}
      {open !== null && photos.length > 0 && (
        <Suspense fallback={null}>
          <PhotoViewer photos={photos} first={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Open.Provider>
  );
}
