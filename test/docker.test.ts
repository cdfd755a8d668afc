import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

/** One instruction a line: comments dropped, continued lines joined. */
const instructions = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter(Boolean);
const all = (word: string, lines = instructions) =>
  lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
/** The stage that becomes the image. */
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

describe('the Dockerfile', () => {
  it('builds in stages, each on one exact Debian and Node', () => {
    const bases = all('FROM').map((from) => from.split(' ')[0]);
    expect(bases.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
    expect(new Set(bases).size).toBe(1);
  });

  it('has nothing in the image that only the build needs', () => {
    const copies = all('COPY', last);
    expect(copies.filter((copy) => !copy.startsWith('--from=')).join()).toBe(
      'package.json LICENSE ./',
    );
    expect(all('RUN', last).join()).not.toMatch(/npm|apt/);
    expect(all('RUN').find((run) => run.includes('--omit=dev'))).toBeDefined();
  });

  it('runs without privileges and says how it is', () => {
    const users = all('USER', last);
    expect(users).toEqual(['1000:1000']);
    const after = last.slice(last.indexOf('USER 1000:1000') + 1);
    expect(all('RUN', after)).toEqual([]);
    expect(all('HEALTHCHECK', last).join()).toContain('/readyz');
    // Not through npm, which keeps signals to itself.
    expect(all('CMD', last).join()).toMatch(/^\["node", .*"dist\/main\.js"\]$/);
  });

  it('copies what exists and what the context lets through', () => {
    const open =
      read('.dockerignore')
        .match(/^!.*$/gm)
        ?.map((line) => line.slice(1)) ?? [];
    const sources = all('COPY')
      .filter((copy) => !copy.startsWith('--from='))
      .flatMap((copy) => copy.split(' ').slice(0, -1))
      .map((name) => name.replace(/^\.\//, ''));
    expect(sources.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
    expect(sources.filter((name) => !open.includes(name))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const compose = read('compose.yaml');

  it('names versions, waits for health, and opens nothing but the app to this machine', () => {
    for (const [, image] of compose.matchAll(/image: (\S+)/g)) expect(image).toMatch(/:\d+\.\d+$/);
    expect(compose.match(/condition: service_healthy/g)).toHaveLength(2);
    expect(compose.match(/healthcheck:/g)).toHaveLength(2);
    expect(compose.match(/^ {4}ports:\n.*$/gm)).toEqual([
      '    ports:\n      - "127.0.0.1:3000:3000"',
    ]);
  });

  it('sets only what the configuration knows', () => {
    const config = read('src/config.ts');
    const set = [...compose.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name ?? '');
    expect(set.length).toBeGreaterThan(5);
    expect(set.filter((name) => !config.includes(name))).toEqual([]);
  });
});
