import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findReference, formatReference, parseReference } from '../../src/dialogue/reference.js';

describe('a reference', () => {
  it('is read back however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const reference = formatReference(bytes);
        expect(reference).toMatch(/^[0-9AC-HJKMNP-RTV-Y]{3}-[0-9AC-HJKMNP-RTV-Y]{4}$/);
        expect(parseReference(reference)).toBe(reference);
        expect(parseReference(` ${reference.toLowerCase().replace('-', '')} `)).toBe(reference);
        expect(parseReference(reference.replace(/0/g, 'O').replace(/1/g, 'l'))).toBe(reference);
        expect(findReference(`cek ${reference} ya`)).toBe(reference);
      }),
    );
  });

  it('has no symbol that is more likely than another', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const bytes = new Uint8Array(16).fill(byte);
      const first = formatReference(bytes).charAt(0);
      if (byte < 232) counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    expect(new Set(counts.values())).toEqual(new Set([8]));
    expect(counts.size).toBe(29);
  });

  it('needs enough random bytes', () => {
    expect(() => formatReference(new Uint8Array(6))).toThrow(/at least 7 random bytes/);
  });

  it.each(['', 'kembali saya', 'K7M', 'K7M-2Q4X9', 'K7M 2Q4é', '🔥🔥🔥🔥🔥🔥🔥'])(
    'is not "%s"',
    (text) => {
      expect(parseReference(text)).toBeNull();
    },
  );

  it('is not seen in ordinary words', () => {
    expect(findReference('laporan saya kembali')).toBeNull();
    expect(findReference('cek jalan di desa')).toBeNull();
  });
});
