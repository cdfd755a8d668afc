import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig, parseConfig, SETTINGS } from '../src/config.js';
import { SahutError } from '../src/errors.js';

const faultsOf = (values: Record<string, string>): string => {
  try {
    parseConfig(values);
  } catch (error) {
    expect(error).toBeInstanceOf(SahutError);
    return (error as SahutError).message;
  }
  throw new Error('expected the settings to be refused');
};

describe('configuration', () => {
  it('needs nothing: the defaults serve Banyuasin on this machine only', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      ORG_NAME: 'Kabupaten Banyuasin',
      ORG_REGENCY_CODE: '16.07',
      TIME_ZONE: 'Asia/Jakarta',
      DEFAULT_LANGUAGE: 'id',
      WHATSAPP: false,
      publicUrl: 'http://127.0.0.1:3000',
    });
  });

  it('names every fault at once, each with its remedy', () => {
    const faults = faultsOf({
      PORT: 'many',
      TIME_ZONE: 'Asia/Palembang',
      WHATSAPP: 'yes',
      MONGODB_URL: 'localhost',
    });
    for (const name of ['PORT', 'TIME_ZONE', 'WHATSAPP', 'MONGODB_URL']) {
      expect(faults).toContain(`- ${name} cannot be used: give `);
    }
    expect(faults.split('\n')).toHaveLength(5);
  });

  it('does not repeat a secret in its complaint', () => {
    expect(faultsOf({ TELEGRAM_BOT_TOKEN: 'hunter2-is-not-a-token' })).not.toContain('hunter2');
  });

  it('asks for the secret that belongs to a webhook', () => {
    expect(faultsOf({ TELEGRAM_WEBHOOK_URL: 'https://x.example/telegram' })).toContain(
      'TELEGRAM_WEBHOOK_SECRET is missing',
    );
  });

  it('cannot be changed afterwards', () => {
    const config = parseConfig({}) as { PORT: number };
    expect(() => {
      config.PORT = 1;
    }).toThrow(TypeError);
  });

  it('reads a .env file, and lets the environment win', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sahut-config-'));
    const file = join(folder, '.env');
    writeFileSync(file, 'PORT=4000\nORG_NAME=Kabupaten Siak\nPUBLIC_URL=\n');
    const config = loadConfig({ PORT: '5000' }, file);
    expect([config.PORT, config.ORG_NAME, config.publicUrl]).toEqual([
      5000,
      'Kabupaten Siak',
      'http://127.0.0.1:5000',
    ]);
    rmSync(folder, { recursive: true });
  });

  it('accepts or refuses whatever the environment holds, and never anything in between', () => {
    const names = Object.keys(SETTINGS);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (values) => {
        try {
          expect(Object.isFrozen(parseConfig(values))).toBe(true);
        } catch (error) {
          expect((error as SahutError).code).toBe('config/invalid');
        }
      }),
    );
  });
});
