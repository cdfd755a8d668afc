import { readFileSync } from 'node:fs';

/** The version in package.json, from dist/ and from src/ alike. */
export function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return String(JSON.parse(readFileSync(file, 'utf8')).version);
}
