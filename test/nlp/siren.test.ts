import { describe, expect, it } from '@jest/globals';
import {
  createSirenFeatures,
  fused,
  loudness,
  SIREN_BUCKETS,
} from '../../src/nlp/deciding/siren.js';
import { learnSiren, quantisedSiren } from '../../src/nlp/deciding/siren-learn.js';
import { createTriageReader } from '../../src/nlp/hearing.js';

const read = createTriageReader();
const heard = createSirenFeatures();
const sceneOf = (text: string, emergency: boolean) => ({
  features: heard(read(text), []),
  emergency,
});

describe('the siren', () => {
  it('names each bucket once, and the same ones every time', () => {
    const once = heard(read('air air naik air naik'), ['loud']);
    expect(new Set(once.buckets).size).toBe(once.buckets.length);
    expect(Math.max(...once.buckets)).toBeLessThan(SIREN_BUCKETS);
    heard(read('lampu jalan mati'), []);
    expect(heard(read('air air naik air naik'), ['loud'])).toEqual(once);
  });

  it('learns what is pressing, and keeps it in bytes', () => {
    const scenes = Array.from({ length: 20 }, () => [
      sceneOf('nenek tidak bergerak di dapur', true),
      sceneOf('lampu jalan mati sejak minggu lalu', false),
    ]).flat();
    const siren = quantisedSiren(learnSiren(scenes, 1));
    const says = (text: string) => loudness(siren, heard(read(text), []));
    expect(says('nenek tidak bergerak')).toBeGreaterThan(says('lampu jalan mati') + 1);
    expect(says('nenektidakbergerak')).toBeGreaterThan(says('lampujalanmati') + 1);
    expect(learnSiren(scenes, 1)).toEqual(learnSiren(scenes, 1));
  });

  it('is weighed with the model; the calm urgencies keep their proportions', () => {
    const p = [0.2, 0.4, 0.3, 0.1];
    const [emergency = 0, high = 0, normal = 0, low = 0] = fused(p, 3, [0, 1, 1]);
    expect(emergency).toBeGreaterThan(0.2);
    expect(emergency + high + normal + low).toBeCloseTo(1, 9);
    expect(high / normal).toBeCloseTo(4 / 3, 9);
    for (const [at, each] of fused(p, 3, [0, 1, 0]).entries()) expect(each).toBeCloseTo(p[at] ?? 0);
  });
});

describe('words written together', () => {
  it('are taken apart when everyday words explain every letter', () => {
    const words = (text: string) =>
      read(text)
        .map(({ word }) => word)
        .join(' ');
    expect(words('adaorang tenggelamdi sungai')).toBe('ada orang tenggelam di sungai');
    expect(words('anaksaya tidakbisa bernapas')).toBe('anak saya tidak bisa bernapas');
    expect(words('airnyasudah sampaiatap')).toBe('airnya sudah sampai atap');
  });

  it('are left alone when they are words or names', () => {
    const words = (text: string) =>
      read(text)
        .map(({ word }) => word)
        .join(' ');
    expect(words('pertolongannya sukamaju')).toBe('pertolongannya sukamaju');
  });
});
