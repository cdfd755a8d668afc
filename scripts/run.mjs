// Runs one of the commands in dist/, building the server first when it is not up to date.
// usage: node scripts/run.mjs nlp/cli.js [arguments]
import { build } from './build.mjs';

const [, , script] = process.argv;
if (!script) {
  process.stderr.write('usage: node scripts/run.mjs FILE_IN_DIST [arguments]\n');
  process.exit(2);
}
process.argv.splice(1, 2, script);
build(['server']);
await import(new URL(`../dist/${script}`, import.meta.url).href);
