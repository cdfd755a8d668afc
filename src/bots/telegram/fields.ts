/** An object of unknown make, as it comes over the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/** The value as an object, or null: strangers send anything. */
export function object(value: unknown): Wire | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Wire)
    : null;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A whole number that survives as text: Telegram's ids have up to 52 bits. */
export function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

/** The fields that have a value: our types know absence, not `undefined`. */
export function present<T extends object>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
