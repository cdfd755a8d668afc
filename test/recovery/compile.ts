import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Compiles the sources and this folder into a temporary one, so that a child process runs them as
 * they are now, without a build. Returns that folder; the caller removes it.
 */
export function compileHouse(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sahut-recovery-'));
  for (const part of ['src', join('test', 'recovery')]) {
    for (const file of readdirSync(join(ROOT, part), { recursive: true, withFileTypes: true })) {
      if (file.isFile()) compileFile(join(file.parentPath, file.name), folder);
    }
  }
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function compileFile(file: string, folder: string): void {
  if (file.endsWith('.d.ts') || file.endsWith('.jsonl')) return;
  const target = join(folder, relative(ROOT, file));
  mkdirSync(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) {
    cpSync(file, target);
    return;
  }
  const { code } = transformFileSync(file, {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript' },
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
  });
  writeFileSync(target.replace(/\.ts$/, '.js'), code);
}
