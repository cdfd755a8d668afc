// Writes what is generated from code: .env.example and docs/errors.md. A test compares them.
import { writeFileSync } from 'node:fs';
import { build } from './build.mjs';

build(['server']);
const { envExample } = await import('../dist/config.js');
const { errorsDocument } = await import('../dist/errors.js');
writeFileSync('.env.example', envExample());
writeFileSync('docs/errors.md', errorsDocument());
