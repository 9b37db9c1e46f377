import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { startExpiryLoop } from '../../src/records/expiry/expiry-loop.ts';
import { expiryThread, type ExpiryThread } from '../../src/records/expiry/expiry-thread.ts';
import { APP, MASTER_KEY, START, VaultOnDisk, callRecords, countsOf, usageOf } from './vault-on-disk.ts';

const CALLS = 400;

const filled = async (): Promise<VaultOnDisk> => {
  const disk = await VaultOnDisk.open();
  await Promise.all(
    Array.from({ length: CALLS }, (_, i) => disk.vault.put(callRecords(`call-${i}`), usageOf())),
  );
  return disk;
};

const threadOf = ({ folder, turns }: VaultOnDisk, key = MASTER_KEY): ExpiryThread =>
  expiryThread({ folder, masterKey: { key }, turns });

describe('expiry in a thread of its own', () => {
  it('removes what is due while calls go on being recorded', async () => {
    await using disk = await filled();
    const thread = threadOf(disk);
    const later = START + 3 * 366 * DAY_MS;
    disk.clock.set(later);
    expect(await disk.vault.due(500)).toBe(500);
    let put = 0;
    let expiring = true;
    const expired = thread.expire(later).finally(() => (expiring = false));
    while (expiring) await disk.vault.put(callRecords(`later-${put++}`), usageOf());
    const counted = Object.fromEntries(
      (await expired).removed.map(({ category, count }) => [category, count]),
    );
    expect(counted).toEqual({ 'ocr.monitoring': CALLS, 'ocr.operation-log': CALLS });
    expect(await countsOf(disk.vault)).toEqual({
      'base.transaction': 1,
      'ocr.monitoring': put,
      'ocr.operation-log': put,
    });
    expect(await disk.vault.find('ocr.monitoring', { appId: APP })).toHaveLength(put);
    expect(await disk.vault.due(500)).toBe(0);
    expect(await disk.vault.verifyReceipts()).toMatchObject({ ok: true });
    await thread.close();
  });

  it('is used by the loop when much is due, and only then', async () => {
    await using disk = await filled();
    const orders: number[] = [];
    const real = threadOf(disk);
    const thread = {
      expire: (now: number) => {
        orders.push(now);
        return real.expire(now);
      },
      close: () => real.close(),
    };
    const errors: unknown[] = [];
    const { vault, clock } = disk;
    clock.set(START + 100 * DAY_MS);
    const once = async (): Promise<void> => {
      await startExpiryLoop({ vault, clock, thread, onError: (error) => errors.push(error) }).stop();
    };
    await once();
    expect([orders, await vault.due(500)]).toEqual([[], 0]);
    await Promise.all(Array.from({ length: 300 }, (_, i) => vault.put(callRecords(`more-${i}`))));
    clock.set(START + 3 * 366 * DAY_MS);
    await once();
    expect([orders, await vault.due(500)]).toEqual([[clock.now()], 0]);
    expect(errors).toEqual([]);
  });

  it('says where it failed, and works again when it can', async () => {
    await using disk = await filled();
    const wrong = threadOf(disk, new Uint8Array(32));
    await expect(wrong.expire(START)).rejects.toMatchObject({ name: 'ExpiryThreadFailed' });
    await wrong.close();
    expect(Object.keys(await countsOf(disk.vault))).toContain('ocr.monitoring');
  });
});
