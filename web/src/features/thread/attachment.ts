/** Files chosen, pasted, dropped or taken: uploaded at once, so that sending is quick. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { uploadMedia } from '../../api.js';
import { useTexts } from '../../texts/texts.js';
import { fileSize } from '../../texts/times.js';
import { useProblemText } from '../../ui/problems.js';

export interface Attachment {
  key: string;
  name: string;
  mimeType: string;
  bytes: number;
  /** Where a picture of it can be seen before it is sent. */
  preview?: string;
  /** Null while it is on its way. */
  mediaId: string | null;
  /** How much of it is there, from 0 to 1. */
  share: number;
  problem?: string;
}

/** What the server takes and every channel carries; the server looks into the file once more. */
export const TAKEN = 'image/jpeg,image/png,image/webp,image/gif,video/*,audio/*,application/pdf';
const TAKEN_TYPE = /^(image\/(jpeg|png|webp|gif)|video\/|audio\/|application\/pdf)/;
/** Largest file that the server takes, whatever the channel carries. */
const SERVER_BYTES = 16 * 1024 * 1024;

export const largestFile = (channelBytes: number): number => Math.min(channelBytes, SERVER_BYTES);

let made = 0;

export function useAttachments(limitBytes: number) {
  const { t, language } = useTexts();
  const tell = useProblemText();
  const [files, setFiles] = useState<Attachment[]>([]);
  const under = useRef(new Map<string, AbortController>());
  const previews = useRef(new Map<string, string>());

  const change = useCallback(
    (key: string, next: Partial<Attachment>) =>
      setFiles((now) => now.map((each) => (each.key === key ? { ...each, ...next } : each))),
    [],
  );
  const forget = useCallback((key: string) => {
    under.current.get(key)?.abort();
    under.current.delete(key);
    const preview = previews.current.get(key);
    if (preview) URL.revokeObjectURL(preview);
    previews.current.delete(key);
  }, []);

  const faultOf = useCallback(
    (file: File): string | undefined => {
      if (!TAKEN_TYPE.test(file.type)) return t('composer.refusedType', { name: file.name });
      if (file.size <= limitBytes) return undefined;
      const [size, limit] = [fileSize(language, file.size), fileSize(language, limitBytes)];
      return t('composer.tooLarge', { size, limit });
    },
    [limitBytes, language, t],
  );

  const attachOne = useCallback(
    async (file: File) => {
      made += 1;
      const key = String(made);
      const { name, type: mimeType, size: bytes } = file;
      const preview = mimeType.startsWith('image/') ? URL.createObjectURL(file) : undefined;
      if (preview) previews.current.set(key, preview);
      const problem = faultOf(file);
      const chosen = { key, name, mimeType, bytes, mediaId: null, share: 0 };
      setFiles((now) => [
        ...now,
        { ...chosen, ...(preview ? { preview } : {}), ...(problem ? { problem } : {}) },
      ]);
      if (problem) return;
      const stop = new AbortController();
      under.current.set(key, stop);
      const progress = (share: number): void => change(key, { share });
      try {
        const kept = await uploadMedia(file, { signal: stop.signal, progress });
        change(key, { mediaId: kept.mediaId, mimeType: kept.mimeType, share: 1 });
      } catch (failure) {
        change(key, { problem: tell(failure) });
      }
    },
    [change, faultOf, tell],
  );
  const attach = useCallback(
    (chosen: Iterable<File>) => {
      for (const file of chosen) void attachOne(file);
    },
    [attachOne],
  );
  const remove = useCallback(
    (key: string) => {
      forget(key);
      setFiles((now) => now.filter((each) => each.key !== key));
    },
    [forget],
  );
  const clear = useCallback(() => {
    for (const key of [...previews.current.keys()]) forget(key);
    setFiles([]);
  }, [forget]);
  useEffect(
    () => () => {
      for (const key of [...under.current.keys(), ...previews.current.keys()]) forget(key);
    },
    [forget],
  );
  return { files, attach, remove, clear };
}

/** A file dropped anywhere in the page goes here, instead of taking the page's place. */
export function useDrop(take: (files: Iterable<File>) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carries = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes('Files') ?? false;
    const dragged = (event: DragEvent): void => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent): void => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files ?? []);
    };
    window.addEventListener('dragover', dragged);
    window.addEventListener('dragleave', left);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragover', dragged);
      window.removeEventListener('dragleave', left);
      window.removeEventListener('drop', dropped);
    };
  }, [take]);
  return over;
}
