import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCipher } from '../../../src/bots/whatsapp/cipher.js';
import { afterDisconnect, backoff } from '../../../src/bots/whatsapp/disconnect.js';
import { fileUrl } from '../../../src/bots/whatsapp/download.js';
import { Lanes } from '../../../src/bots/whatsapp/lanes.js';
import { isOurs, vendorId } from '../../../src/bots/whatsapp/message-id.js';
import { Pacer, USUAL_PACE } from '../../../src/bots/whatsapp/pace.js';
import { quietLibsignal } from '../../../src/bots/whatsapp/quiet-console.js';
import { menuText } from '../../../src/bots/whatsapp/render.js';
import { TestClock } from '../../support/clock.js';

describe('disconnect codes', () => {
  it('lead to what they ask for', () => {
    const actions = [515, 408, 428, 500, 503, 401, 405, 403, 411, 440].map((code) => [
      code,
      afterDisconnect(code, 0, 1).action,
    ]);
    expect(Object.fromEntries(actions)).toEqual({
      515: 'reconnect',
      408: 'reconnect',
      428: 'reconnect',
      500: 'reconnect',
      503: 'reconnect',
      401: 'pair',
      405: 'reconnect',
      403: 'stop',
      411: 'stop',
      440: 'stop',
    });
    expect(afterDisconnect(515, 9, 1)).toMatchObject({ ms: 0 });
  });

  it('wait from half a second to five minutes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const ms = backoff(failures, random);
        expect(ms).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});

describe('message ids', () => {
  it('are always the same, shaped like WhatsApp Web, and known as ours', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(vendorId(id)).toMatch(/^3EB0[0-9A-F]{18}$/);
        expect(vendorId(id)).toBe(vendorId(id));
        expect(isOurs(vendorId(id))).toBe(true);
      }),
    );
    expect(vendorId('a')).not.toBe(vendorId('b'));
    expect(isOurs('3EB0C767D82B0A78D2F4E1')).toBe(false);
  });
});

describe('the cipher', () => {
  it('opens what it sealed, and nothing else', () => {
    const ours = createCipher(new Uint8Array(32).fill(1));
    const sealed = ours.seal('rahasia ✓');
    expect(ours.open(sealed)).toBe('rahasia ✓');
    expect(ours.seal('rahasia ✓')).not.toBe(sealed);
    const theirs = createCipher(new Uint8Array(32).fill(2));
    for (const [cipher, text] of [
      [theirs, sealed],
      [ours, `${sealed.slice(0, -4)}AAA=`],
      [ours, 'v1.x'],
      [ours, 'plain'],
    ] as const) {
      expect(() => cipher.open(text)).toThrow(/cannot be decrypted/);
    }
    expect(() => createCipher(new Uint8Array(16))).toThrow(/32 bytes/);
  });
});

describe('the address of a file', () => {
  it('is WhatsApp, whatever the sender says', () => {
    const path = '/v/t62/x?ccb=1';
    const from = (url: string) => fileUrl({ path, url }, false).href;
    expect(from('https://media-sin6-1.cdn.whatsapp.net/v')).toBe(
      `https://media-sin6-1.cdn.whatsapp.net${path}`,
    );
    for (const url of [
      'https://169.254.169.254/latest',
      'https://127.0.0.1:3000/x',
      'https://whatsapp.net.evil.id/',
      'https://evilwhatsapp.net/',
      'nonsense',
      'file:///etc/passwd',
    ]) {
      expect(from(url)).toBe(`https://mmg.whatsapp.net${path}`);
    }
    expect(fileUrl({ path: '//evil.id/x' }, false).host).toBe('mmg.whatsapp.net');
    expect(() => fileUrl({ url: 'https://evil.id/x' }, false)).toThrow(/where its file is/);
  });
});

describe('the pace', () => {
  it('lets a burst through, then one a second', async () => {
    const clock = new TestClock();
    const pacer = new Pacer(USUAL_PACE, clock, () => 0.5);
    let admitted = 0;
    for (let index = 0; index < 25; index++) void pacer.admit().then(() => (admitted += 1));
    await clock.advance(0);
    expect(admitted).toBe(20);
    await clock.advance(2_000);
    expect(admitted).toBe(22);
    await clock.advance(10_000);
    expect(admitted).toBe(25);
    expect(pacer.typingMs()).toBe(875);
  });
});

describe('lanes', () => {
  it('keep order within a key, run keys side by side, and go on after a failure', async () => {
    const lanes = new Lanes();
    const seen: string[] = [];
    const open: (() => void)[] = [];
    const held = new Promise<void>((resolve) => open.push(resolve));
    const first = lanes.run('a', async () => {
      await held;
      seen.push('a1');
      throw new Error('no');
    });
    const second = lanes.run('a', async () => seen.push('a2'));
    await lanes.run('b', async () => seen.push('b1'));
    open[0]?.();
    await expect(first).rejects.toThrow('no');
    await second;
    await lanes.idle();
    expect(seen).toEqual(['b1', 'a1', 'a2']);
  });
});

describe('a menu', () => {
  it('is numbered, and the hint speaks the language of the text', () => {
    const choices = [
      { value: 'a', label: 'Jalan' },
      { value: 'b', label: 'Lampu' },
    ];
    expect(menuText({ kind: 'text', text: 'Pilih:', choices })).toBe(
      'Pilih:\n\n1. Jalan\n2. Lampu',
    );
    expect(menuText({ kind: 'text', text: 'Where is it?', ask: 'location' })).toMatch(/share your/);
    expect(menuText({ kind: 'text', text: 'Di mana?', ask: 'location' })).toMatch(/Kirim lokasi/);
  });
});

describe('the console', () => {
  it('is silent for libsignal alone (hazard 9)', () => {
    const stream = new PassThrough();
    const target = new Console(stream);
    quietLibsignal(target);
    quietLibsignal(target);
    const speak = (filename: string, words: string): void =>
      vm.runInThisContext('(console, words) => console.info(words)', { filename })(target, words);
    speak('/app/node_modules/libsignal/src/session_record.js', 'Closing session: PRIVATE');
    speak('/app/src/other.js', 'hello');
    target.error('from here');
    expect(String(stream.read())).toBe('hello\nfrom here\n');
  });
});
