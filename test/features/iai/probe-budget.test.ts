import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answeredScore, ProbeBudget, PROBES_PER_HOUR } from '../../../src/features/iai/probe-budget.ts';
import { HOUR_MS } from '../../../src/lib/clock.ts';
import type { LetheTables } from '../../../src/records/schema.ts';
import type { Vault } from '../../../src/records/types.ts';
import { openForReading } from '../../../src/storage/sql/sqlite.ts';
import { putRequest, VaultOnDisk } from '../../records/vault-on-disk.ts';

const LIMIT = PROBES_PER_HOUR.person;
const REFUSED = { code: 'RequestLimitExceeded' };

let disk: VaultOnDisk;
let other: Vault;
/** As two servers on one folder have it. */
let budgets: readonly [ProbeBudget, ProbeBudget];
beforeEach(async () => {
  disk = await VaultOnDisk.open();
  other = await disk.another();
  budgets = [new ProbeBudget(disk.vault), new ProbeBudget(other)];
});
afterEach(async () => {
  await other.close();
  await disk[Symbol.asyncDispose]();
});

const spend = async (count: number, target = 'p'): Promise<void> => {
  for (let i = 0; i < count; i++) await budgets[i % 2]!.takeProbe('1', 'person', [target]);
};
const expectNone = async (target = 'p'): Promise<void> => {
  for (const budget of budgets)
    await expect(budget.takeProbe('1', 'person', [target])).rejects.toMatchObject(REFUSED);
};

test('so many probes may miss at once, and no more, asked of whichever server', async () => {
  await spend(LIMIT);
  await expectNone();
  await disk.reopen();
  budgets = [new ProbeBudget(disk.vault), budgets[1]];
  await expectNone();
});

test('of probes at the same instant no more are taken either', async () => {
  const asked = Array.from({ length: 2 * LIMIT }, (_, i) => budgets[i % 2]!.takeProbe('1', 'person', ['p']));
  const settled = await Promise.allSettled(asked);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(LIMIT);
});

test('what was spent comes back steadily within an hour', async () => {
  await spend(LIMIT);
  disk.clock.advance(HOUR_MS / LIMIT);
  await spend(1);
  await expectNone();
  disk.clock.advance(HOUR_MS);
  await spend(LIMIT);
  await expectNone();
});

test('what has come back is not kept, where nobody tries anything any more either', async () => {
  await spend(LIMIT);
  const database = openForReading<LetheTables>(join(disk.folder, 'lethe.db'));
  const kept = () => database.db.selectFrom('budgets').selectAll().execute();
  await disk.vault.expire();
  expect(await kept()).toHaveLength(1);
  disk.clock.advance(HOUR_MS);
  await disk.vault.expire();
  expect(await kept()).toEqual([]);
  await database.close();
});

test('a match gives back one probe, not those that missed; probes that match cost nothing', async () => {
  for (let i = 0; i < 2 * LIMIT; i++) {
    await budgets[0].takeProbe('1', 'person', ['p']);
    await budgets[1].probeMatched('1', 'person', ['p']);
  }
  await spend(LIMIT);
  await budgets[1].probeMatched('1', 'person', ['p']);
  await spend(1);
  await expectNone();
});

test('a refused probe does not put off the next one', async () => {
  await spend(LIMIT);
  for (let i = 0; i < 10; i++) await expectNone();
  disk.clock.advance(HOUR_MS / LIMIT);
  await spend(1);
});

test('persons, groups and accounts have budgets of their own, and several are asked for together', async () => {
  const budget = new ProbeBudget(disk.vault, { group: 2 });
  await spend(LIMIT);
  await spend(LIMIT, 'another');
  await budget.takeProbe('2', 'person', ['p']);
  for (let i = 0; i < 2; i++) await budget.takeProbe('1', 'group', ['p', 'q', 'p']);
  await expect(budget.takeProbe('1', 'group', ['r', 'q'])).rejects.toMatchObject(REFUSED);
  for (let i = 0; i < 2; i++) await budget.takeProbe('1', 'group', ['r']);
  await expectNone();
});

test('an erasure forgets what was tried on a person only where the person goes', async () => {
  await spend(LIMIT);
  const subject = { kind: 'person', value: 'p' } as const;
  await disk.vault.put([putRequest('face.person-id', { appId: '1', subjects: [subject] })]);
  await disk.vault.erase({ appId: '1', subject, categories: ['face.person-id'] });
  await expectNone();
  await disk.vault.erase({ appId: '1', subject });
  await spend(LIMIT);
});

test('nothing is said of a score below the floor', () => {
  expect(answeredScore(39.99)).toBe(0);
  expect(answeredScore(40)).toBe(40);
  expect(answeredScore(72.5)).toBe(72.5);
});
