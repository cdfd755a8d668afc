const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const QUIET = Symbol.for('sahut.whatsapp.quiet-console');

/** A stack frame inside the Signal library. */
const INSIDE_LIBSIGNAL = /[\\/]node_modules[\\/]libsignal[\\/]/;

/**
 * libsignal prints whole sessions, private ratchet keys included, with `console.*` and offers no
 * switch. Each method is wrapped once: a call that comes from libsignal's files is dropped, every
 * other call goes to the console that was there before, arguments and `this` untouched.
 * Must run before libsignal is imported. `target` is for tests.
 */
export function quietLibsignal(target: object = globalThis.console): void {
  const marked = target as { [QUIET]?: true };
  if (marked[QUIET]) return;
  Object.defineProperty(target, QUIET, { value: true });
  for (const method of METHODS) {
    const original: unknown = Reflect.get(target, method);
    if (typeof original !== 'function') continue;
    const wrapped = function (this: unknown, ...args: unknown[]): void {
      if (INSIDE_LIBSIGNAL.test(callers())) return;
      Reflect.apply(original, this, args);
    };
    Reflect.set(target, method, wrapped);
  }
}

function callers(): string {
  return new Error().stack ?? '';
}
