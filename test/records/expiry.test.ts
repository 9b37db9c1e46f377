import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, ManualClock } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { startExpiryLoop } from '../../src/records/expiry/expiry-loop.ts';
import { START, VaultOnDisk, countsOf, putRequest } from './vault-on-disk.ts';

describe('expiry', () => {
  it('removes thousands in batches, each with a receipt', async () => {
    await using disk = await VaultOnDisk.open();
    const results = Array.from({ length: 2_500 }, () => putRequest('asr.results'));
    await disk.vault.put([...results, putRequest('asr.audio')]);
    disk.clock.advance(7 * DAY_MS);
    const dry = await disk.vault.expire({ dryRun: true });
    expect((await disk.vault.holdings()).reduce((sum, { keptLate }) => sum + keptLate, 0)).toBe(2_501);
    const done = await disk.vault.expire();
    expect(done.removed).toEqual(expect.arrayContaining([...dry.removed]));
    expect(done.removed).toContainEqual({ category: 'asr.results', count: 2_500 });
    expect(done.receiptIds.length).toBeGreaterThanOrEqual(3);
    const receipts = await disk.vault.receipts();
    expect(receipts.map(({ id }) => id).toSorted()).toEqual(done.receiptIds.toSorted());
    expect(receipts.reduce((sum, { counts }) => sum + (counts['asr.results'] ?? 0), 0)).toBe(2_500);
    expect((await disk.vault.holdings()).every(({ keptLate }) => keptLate === 0)).toBe(true);
    expect((await disk.vault.expire()).receiptIds).toEqual([]);
  });

  it('follows the deployment that keeps shorter', async () => {
    await using disk = await VaultOnDisk.open(
      compose({ overlay: { categories: { 'asr.results': { atMost: 'PT1H' } } } }),
    );
    await disk.vault.put([putRequest('asr.results')]);
    disk.clock.advance(HOUR_MS);
    expect(await disk.vault.find('asr.results', {})).toEqual([]);
    expect((await disk.vault.expire()).removed).toEqual([{ category: 'asr.results', count: 1 }]);
  });

  it('shortens also what was put before the deployment kept shorter, and never lengthens', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([
      putRequest('asr.results'),
      putRequest('face.features'),
      putRequest('asr.monitoring'),
    ]);
    await disk.reopen(
      compose({
        overlay: { categories: { 'asr.results': { atMost: 'P1D' }, 'face.features': { atMost: 'P2M' } } },
      }),
    );
    const deadlineOf = async (id: 'asr.results' | 'face.features') =>
      (await disk.vault.find(id, {}))[0]?.deadline;
    expect(await deadlineOf('asr.results')).toBe(START + DAY_MS);
    expect(await deadlineOf('face.features')).toBe(Date.UTC(2026, 2, 15, 12));
    await disk.reopen(compose());
    expect(await deadlineOf('asr.results')).toBe(START + DAY_MS);
    disk.clock.advance(DAY_MS);
    expect((await disk.vault.expire()).removed).toEqual([{ category: 'asr.results', count: 1 }]);
  });

  it('may be asked what it would do at another time', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([putRequest('asr.results')]);
    const report = await disk.vault.expire({ now: disk.clock.now() + 8 * DAY_MS, dryRun: true });
    expect(report).toMatchObject({
      dryRun: true,
      removed: [{ category: 'asr.results', count: 1 }],
      receiptIds: [],
    });
    expect(await countsOf(disk.vault)).toEqual({ 'asr.results': 1 });
  });
});

describe('the expiry loop', () => {
  it('expires at once and again, reports what fails, and stops', async () => {
    let turns = 0;
    const errors: unknown[] = [];
    const expire = async () => {
      turns += 1;
      if (turns === 2) throw new Error('disk full');
      return { dryRun: false, now: 0, removed: [], receiptIds: [] };
    };
    const due = (): Promise<number> => Promise.resolve(0);
    const onError = (error: unknown): void => void errors.push(error);
    const loop = startExpiryLoop({
      vault: { expire, due },
      clock: new ManualClock(START),
      onError,
      everyMs: 5,
    });
    while (turns < 4) await sleep(5);
    await loop.stop();
    const stoppedAt = turns;
    await sleep(30);
    expect(turns).toBe(stoppedAt);
    expect(errors).toMatchObject([{ message: 'disk full' }]);
  });
});
