import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { StoredJob } from '../../src/models/job.js';
import { later, NOON } from '../models/samples.js';
import { freshId, type Opened } from './models.js';

const at = NOON;

/** Operators, sessions, files, secrets and jobs. */
export function restContract(opened: Opened): void {
  describe('operators', () => {
    const operators = () => opened().stores.operators;
    const person = (email: string) =>
      ({
        email,
        name: 'Ani',
        role: 'operator',
        language: 'id',
        passwordHash: '$argon2id$secret',
        mustChangePassword: true,
      }) as const;

    it('finds a person by id and by address in any spelling, and takes an address once', async () => {
      const ani = await operators().create(person(' Ani@Example.go.id '), at);
      expect(ani).toMatchObject({ email: 'ani@example.go.id', createdAt: at });
      expect(await operators().find(ani.id)).toEqual(ani);
      expect(await operators().findByEmail('ANI@example.go.id')).toEqual(ani);
      expect(await operators().findByEmail('nobody@example.go.id')).toBeNull();
      await expect(operators().create(person('ani@example.GO.id'), at)).rejects.toMatchObject({
        code: 'operator/email-taken',
      });
      const races = await Promise.allSettled(
        Array.from({ length: 10 }, () => operators().create(person('race@example.go.id'), at)),
      );
      expect(races.filter((race) => race.status === 'fulfilled')).toHaveLength(1);
      expect(await operators().count()).toBe(2);
      expect(await operators().list()).toHaveLength(2);
    });

    it('changes what is given, and takes a block away again', async () => {
      const { id } = await operators().create(person('budi@example.go.id'), at);
      const blocked = await operators().change(id, { disabledAt: later(1), role: 'admin' });
      expect(blocked).toMatchObject({ disabledAt: later(1), role: 'admin', name: 'Ani' });
      const freed = await operators().change(id, { disabledAt: null });
      expect(freed).not.toHaveProperty('disabledAt');
      const renewed = await operators().change(id, {
        passwordHash: 'new',
        mustChangePassword: false,
      });
      expect(renewed?.passwordHash).toBe('new');
      expect(await operators().change('nobody', { name: 'x' })).toBeNull();
    });

    it('gives the hash to whoever asks by name, and to no log', async () => {
      const cici = await operators().create(person('cici@example.go.id'), at);
      const found = await operators().find(cici.id);
      expect(found?.passwordHash).toBe('$argon2id$secret');
      for (const shown of [inspect(found), JSON.stringify(found), String(found)]) {
        expect(shown).not.toContain('secret');
      }
    });
  });

  describe('sessions', () => {
    const sessions = () => opened().stores.sessions;
    const open = async (operatorId: string, seconds = 3600) => {
      const tokenHash = freshId('hash');
      const now = opened().clock.now();
      const expiresAt = new Date(now.getTime() + seconds * 1000);
      const session = { tokenHash, operatorId, createdAt: now, expiresAt };
      await sessions().open(session);
      return session;
    };

    it('finds an open session until it ends or expires', async () => {
      const { tokenHash, ...rest } = await open('ani');
      const found = await sessions().find(tokenHash);
      expect(found).toEqual(rest);
      expect(found?.tokenHash).toBe(tokenHash);
      await sessions().end(tokenHash);
      expect(await sessions().find(tokenHash)).toBeNull();
      const short = await open('ani', 1);
      await opened().clock.advance(1000);
      expect(await sessions().find(short.tokenHash)).toBeNull();
    });

    it('ends every session of a person, except the one in hand', async () => {
      const [here, there, other] = [await open('dewi'), await open('dewi'), await open('eko')];
      await sessions().endAllOf('dewi', here.tokenHash);
      expect(await sessions().find(here.tokenHash)).not.toBeNull();
      expect(await sessions().find(there.tokenHash)).toBeNull();
      await sessions().endAllOf('dewi');
      expect(await sessions().find(here.tokenHash)).toBeNull();
      expect(await sessions().find(other.tokenHash)).not.toBeNull();
    });
  });

  describe('media', () => {
    const media = () => opened().stores.media;

    it.each([0, 1, 255 * 1024, 255 * 1024 + 1, 5_000_000])(
      'keeps %i bytes as they are',
      async (bytes) => {
        const data = Uint8Array.from({ length: bytes }, (_, index) => (index * 31) % 251);
        const meta = { mimeType: 'image/jpeg', fileName: 'foto.jpg', conversationId: 'c1' };
        const stored = await media().keep(data, meta, at);
        const { id } = stored;
        expect(stored).toEqual({
          id,
          mimeType: 'image/jpeg',
          fileName: 'foto.jpg',
          bytes,
          createdAt: at,
        });
        expect(await media().find(id)).toEqual({ ...stored, conversationId: 'c1' });
        const read = await media().read(id);
        expect(Buffer.compare(read ?? new Uint8Array(9), data)).toBe(0);
      },
    );

    it('leaves a file that stands under the given id', async () => {
      const id = freshId('file');
      const meta = { id, mimeType: 'text/plain' };
      const words = ['satu', 'dua', 'tiga'].map((word) => Buffer.from(word));
      const kept = await Promise.all(words.map((word) => media().keep(word, meta, at)));
      const [first] = kept;
      expect(kept.map((one) => one.bytes)).toEqual(kept.map(() => first?.bytes));
      expect((await media().read(id))?.byteLength).toBe(first?.bytes);
      expect(await media().keep(Buffer.from('lain kali'), meta, later(1))).toEqual(first);
    });

    it('knows nothing of other ids', async () => {
      expect(await media().find('x')).toBeNull();
      expect(await media().read('x')).toBeNull();
    });
  });

  describe('vault', () => {
    const vault = () => opened().stores.vault;

    it('keeps by scope, type and id, whatever characters they have', async () => {
      await vault().set('wa:1', [
        { type: 'session', id: 'a/b.0', value: '1' },
        { type: 'session/a', id: 'b.0', value: '2' },
        { type: 'pre-key', id: '7', value: '3' },
      ]);
      await vault().set('wa:10', [{ type: 'session', id: 'a/b.0', value: 'other' }]);
      expect(await vault().get('wa:1', 'session', ['a/b.0', 'missing'])).toEqual({ 'a/b.0': '1' });
      expect(await vault().get('wa:1', 'session/a', ['b.0'])).toEqual({ 'b.0': '2' });
      expect(await vault().get('wa:1', 'session', [])).toEqual({});
      await vault().set('wa:1', [
        { type: 'session', id: 'a/b.0', value: 'new' },
        { type: 'pre-key', id: '7', value: null },
        { type: 'pre-key', id: '8', value: null },
      ]);
      await vault().set('wa:1', []);
      expect(await vault().get('wa:1', 'session', ['a/b.0'])).toEqual({ 'a/b.0': 'new' });
      expect(await vault().get('wa:1', 'pre-key', ['7'])).toEqual({});
      await vault().clear('wa:1');
      expect(await vault().get('wa:1', 'session', ['a/b.0'])).toEqual({});
      expect(await vault().get('wa:10', 'session', ['a/b.0'])).toEqual({ 'a/b.0': 'other' });
    });

    it('takes many sets at once', async () => {
      const many = Array.from({ length: 30 }, (_, n) => String(n));
      await Promise.all(
        many.map((id) =>
          vault().set('many', [
            { type: 't', id, value: id },
            { type: 'shared', id: 's', value: id },
          ]),
        ),
      );
      expect(Object.keys(await vault().get('many', 't', many))).toHaveLength(30);
    });
  });

  describe('jobs', () => {
    const jobs = () => opened().stores.jobs;
    let order = 0;
    const job = (more: Partial<StoredJob> = {}): StoredJob => {
      order += 1;
      return {
        name: 'turn',
        key: freshId('job'),
        payload: { conversationId: 'c1', again: true, none: null },
        dueAt: at,
        addedAt: at,
        order,
        attempts: 0,
        ...more,
      };
    };

    it('keeps a job once a name, in order, until it is finished', async () => {
      const [one, two] = [job({ lane: 'c1' }), job()];
      expect(await jobs().keep(two)).toBe(true);
      expect(await jobs().keep(one)).toBe(true);
      expect(await jobs().keep({ ...one, order: 99 })).toBe(false);
      const twin = { ...one, name: 'send', order: one.order + 0.5 };
      expect(await jobs().keep(twin)).toBe(true);
      const pending = await jobs().pending();
      expect(pending).toEqual([one, twin, two]);
      await jobs().finish('send', one.key);
      await jobs().finish('turn', two.key);
      await jobs().finish('turn', 'unknown');
      await jobs().postpone('turn', one.key, { dueAt: later(9), attempts: 3 });
      expect(await jobs().pending()).toEqual([{ ...one, dueAt: later(9), attempts: 3 }]);
      await jobs().finish('turn', one.key);
      expect(await jobs().pending()).toEqual([]);
    });

    it('buries and revives', async () => {
      const [one, two] = [job({ attempts: 5 }), job()];
      await Promise.all([jobs().keep(one), jobs().keep(two)]);
      await jobs().bury('turn', one.key, 'out of paper', later(1));
      await jobs().bury('turn', two.key, 'out of ink', later(2));
      expect(await jobs().pending()).toEqual([]);
      const dead = await jobs().dead(10);
      expect(dead.map(({ key, dead }) => [key, dead])).toEqual([
        [two.key, { problem: 'out of ink', at: later(2) }],
        [one.key, { problem: 'out of paper', at: later(1) }],
      ]);
      expect(await jobs().dead(1)).toHaveLength(1);
      expect(await jobs().keep(one)).toBe(false);
      expect(await jobs().revive('turn', one.key, later(3))).toBe(true);
      expect(await jobs().revive('turn', one.key, later(3))).toBe(false);
      expect(await jobs().pending()).toEqual([{ ...one, attempts: 0, dueAt: later(3) }]);
    });
  });
}
