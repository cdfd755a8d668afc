/** The alarm's sound, generated: two rising tones, repeated until it is stopped. */

const REPEAT_MS = 1_800;
const TONES_HZ = [740, 988, 740, 988];
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.35;

let context: AudioContext | null = null;
let timer: number | undefined;
const listeners = new Set<() => void>();

function audio(): AudioContext {
  if (context) return context;
  context = new AudioContext();
  context.onstatechange = () => {
    for (const listener of listeners) listener();
  };
  return context;
}

/** True when the browser would let the alarm be heard. */
export const mayBeHeard = (): boolean => audio().state === 'running';

/** Calls back when that changes. */
export function onSoundChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks the browser for sound; works from a click or a key press. */
export async function allowSound(): Promise<void> {
  await audio().resume();
}

/** One round of the alarm. */
export function ring(): void {
  const out = audio();
  if (out.state !== 'running') return;
  TONES_HZ.forEach((frequency, index) => {
    const tone = out.createOscillator();
    const gain = out.createGain();
    const from = out.currentTime + index * TONE_SECONDS;
    tone.type = 'square';
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.01);
    gain.gain.linearRampToValueAtTime(0, from + TONE_SECONDS);
    tone.connect(gain).connect(out.destination);
    tone.start(from);
    tone.stop(from + TONE_SECONDS);
  });
}

/** Rings until stopped; starting twice is one alarm. */
export function startSiren(): void {
  if (timer !== undefined) return;
  ring();
  timer = window.setInterval(ring, REPEAT_MS);
}

export function stopSiren(): void {
  window.clearInterval(timer);
  timer = undefined;
}
