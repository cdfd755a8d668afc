const LONGEST_SECONDS = 180;
/** Speech is clear at this rate: three minutes are about half a megabyte. */
const BITS_PER_SECOND = 24_000;

/** True when this browser records voice; an attached file always works. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices?.getUserMedia;

export interface Recording {
  /** Ends it; null for what was thrown away. */
  stop(isWanted: boolean): void;
  result: Promise<Blob | null>;
}

/** Starts to record, for three minutes at most; rejects when the microphone is refused. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg'].find((type) =>
    MediaRecorder.isTypeSupported(type),
  );
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(mimeType ? { mimeType } : {}),
  });
  const parts: Blob[] = [];
  let isKept = true;
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const result = new Promise<Blob | null>((resolve) => {
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      const type = recorder.mimeType.split(';')[0] || 'audio/webm';
      resolve(isKept ? new Blob(parts, { type }) : null);
    });
  });
  const stop = (isWanted: boolean): void => {
    isKept = isKept && isWanted;
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const limit = setTimeout(() => stop(true), LONGEST_SECONDS * 1000);
  void result.then(() => clearTimeout(limit));
  recorder.start();
  return { stop, result };
}
