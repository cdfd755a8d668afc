import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMPLAINT_MOVES, COMPLAINT_STATUSES, mayMove } from '../../src/models/complaint.js';

const page = readFileSync(new URL('../../docs/complaint-lifecycle.md', import.meta.url), 'utf8');

/** The cells of the table under a heading, without its head. */
function rows(heading: string): string[][] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('docs/complaint-lifecycle.md', () => {
  it('explains every status, to citizens and to operators, and no other', () => {
    const statuses = rows('The statuses');
    expect(statuses.map(([status]) => status)).toEqual([...COMPLAINT_STATUSES]);
    for (const [, citizen, operator] of statuses) {
      expect(citizen).toMatch(/.+ \/ .+/);
      expect(operator).toMatch(/\w/);
    }
  });

  it('lists exactly the legal moves, each with what the citizen is told', () => {
    const documented = rows('The moves');
    const legal = COMPLAINT_STATUSES.flatMap((from) =>
      COMPLAINT_MOVES[from].map((to) => `${from} → ${to}`),
    );
    expect(documented.map(([from, to]) => `${from} → ${to}`).sort()).toEqual(legal.sort());
    for (const [, , told] of documented) expect(told).toMatch(/\w/);
  });
});

describe('COMPLAINT_MOVES', () => {
  it('never moves to the same status, and reaches every status from the first', () => {
    const reached = new Set(['filed']);
    for (const from of reached) {
      for (const to of COMPLAINT_STATUSES) {
        if (from === to) expect(mayMove(to, to)).toBe(false);
        else if (mayMove(from as 'filed', to)) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...COMPLAINT_STATUSES].sort());
  });
});
