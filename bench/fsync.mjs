// What the disk allows: durable commits of one row, and of ten.
import { join } from 'node:path';
import Database from 'libsql';

const [, , folder] = process.argv;
const database = new Database(join(folder, 'floor.db'));
database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (text TEXT)');
const insert = database.prepare('INSERT INTO rows VALUES (?)');
const text = 'x'.repeat(1_000);

function perSecond(rowsACommit) {
  const until = performance.now() + 2_000;
  let rows = 0;
  const began = performance.now();
  while (performance.now() < until) {
    database.exec('BEGIN');
    for (let row = 0; row < rowsACommit; row += 1) insert.run(text);
    database.exec('COMMIT');
    rows += rowsACommit;
  }
  return (rows / (performance.now() - began)) * 1_000;
}

console.log(JSON.stringify({ single: perSecond(1), tens: perSecond(10) }));
