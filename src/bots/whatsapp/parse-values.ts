/** Text of a stranger's message; empty when there is none. Null bytes are dropped: no store likes them. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '') : '';
}

/** A whole, finite number of zero or more; protobuf's 64-bit numbers come as objects. */
export function whole(value: unknown): number | undefined {
  const number = toNumber(value);
  return number !== undefined && number >= 0 && Number.isFinite(number)
    ? Math.floor(number)
    : undefined;
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'string') return Number(value);
  if (typeof value !== 'object' || value === null || !('low' in value) || !('high' in value)) {
    return undefined;
  }
  const { low, high } = value;
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  return high * 2 ** 32 + (low >>> 0);
}

/** A coordinate in degrees within ±`limit`. */
export function degrees(value: unknown, limit: number): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= limit ? value : undefined;
}
