/** Keys. Single letters rest while somebody types, on buttons, and under dialogs; they can be turned off. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { keep, readKept } from '../data/kept.js';

/** Key names as in `KeyboardEvent.key`; a function that returns false leaves the key to the browser. */
export type Shortcuts = Record<string, (() => void) | (() => boolean) | undefined>;

const listeners = new Set<() => void>();
let single = readKept('single-keys') !== 'off';

/** Turns the single-letter keys on or off, for good. */
export function allowSingleKeys(on: boolean): void {
  single = on;
  keep('single-keys', on ? '' : 'off');
  for (const listener of listeners) listener();
}

export const useSingleKeys = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => single,
  );

/** For what Escape closes by itself: the page below does not hear it. */
export const OWN_ESCAPE = { 'data-own-escape': true } as const;

const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"]';
const PRESSED =
  'button, summary, audio, video, [role="button"], [role="menuitem"], [role="switch"], [role="radio"]';

function rests(event: KeyboardEvent): boolean {
  if (event.key.startsWith('F') && event.key.length > 1) return false;
  if (!single || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  if (target?.closest(TYPING)) return true;
  if (event.key === 'Escape' && target?.closest('[data-own-escape]')) return true;
  return (event.key === ' ' || event.key === 'Enter') && target?.closest(PRESSED) !== null;
}

/** Listens on the whole page while the component is shown. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const act = latest.current[event.key];
      if (!act || event.defaultPrevented || event.repeat || rests(event)) return;
      if (act() !== false) event.preventDefault();
    };
    // Before a dialog hears the key and is gone: what closes it must not act on the page below too.
    window.addEventListener('keydown', pressed, true);
    return () => window.removeEventListener('keydown', pressed, true);
  }, []);
}
