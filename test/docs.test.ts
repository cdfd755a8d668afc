import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { envExample } from '../src/config.js';
import { ERRORS, errorsDocument } from '../src/errors.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('generated documents (refresh with `npm run docs`)', () => {
  it('.env.example names every setting as the code has it', () => {
    expect(read('.env.example')).toBe(envExample());
  });

  it('docs/errors.md has every error as the code has it', () => {
    expect(read('docs/errors.md')).toBe(errorsDocument());
  });

  it('every error says what to do, in a sentence', () => {
    for (const [code, { meaning, remedy }] of Object.entries(ERRORS)) {
      expect([code, meaning]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([code, remedy]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
    }
  });
});
