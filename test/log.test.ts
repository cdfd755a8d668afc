import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLog, redact } from '../src/log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  write(createLog('trace', sink));
  return text;
}

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz012345678';

describe('the log', () => {
  it.each([
    ['a field', (log: ReturnType<typeof createLog>) => log.info({ phone: '+6281234567890' }, 'x')],
    ['a nested field', (log) => log.info({ a: { b: { text: 'saya Budi 081234567890' } } }, 'x')],
    ['the message', (log) => log.info('call to 081234567890 failed')],
    ['facts', (log) => log.info({ complaint: { facts: { phones: ['+6281234567890'] } } }, 'x')],
    ['a number with dashes', (log) => log.info('call to 0812-3456-7890 failed')],
    ['a number with blanks', (log) => log.info('call to +62 812 3456 7890 failed')],
    ['an error', (log) => log.error({ err: new Error(`GET /bot${TOKEN}/getMe`) }, 'x')],
  ] satisfies [string, (log: ReturnType<typeof createLog>) => void][])(
    'shows no number and no token that stands in %s',
    (_where, write) => {
      const text = logged(write);
      expect(text).toContain('[redacted]');
      expect(text).not.toMatch(/81234567890|3456|AAabcdef|Budi/);
    },
  );

  it('leaves ordinary words and short numbers alone', () => {
    for (const text of ['turn 12 of 3000 took 81 ms', '2026-08-12 10:33:21', 'v0.8.12-3456']) {
      expect(redact(text)).toBe(text);
    }
  });
});
