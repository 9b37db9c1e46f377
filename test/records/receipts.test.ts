import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { APP, MASTER_KEY, START, VaultOnDisk, callRecords } from './vault-on-disk.ts';

const openAt = (folder: string) =>
  openVault({ folder, masterKey: MASTER_KEY, clock: new ManualClock(START) });

/** A vault with eight receipts and heads signed at three and at eight. */
let made: string;
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'receipts-'));
  const vault = await openAt(join(made, 'data'));
  for (let i = 0; i < 8; i++) {
    await vault.put(callRecords(`request-${i}`));
    await vault.erase({ appId: APP, subject: { kind: 'request', value: `request-${i}` } });
    if (i === 2) await vault.treeHead();
  }
  await vault.treeHead();
  await vault.close();
});
afterAll(() => rmSync(made, { recursive: true }));

/** What a vault says of itself after somebody has changed its database. */
const tampered = async (statements: string, file = 'ledger.db') => {
  const folder = mkdtempSync(join(made, 'copy-'));
  cpSync(join(made, 'data'), folder, { recursive: true });
  const vault = await openAt(folder);
  try {
    using database = new DatabaseSync(join(folder, file));
    database.exec(statements);
    const signs = await vault.treeHead().then(
      () => true,
      () => false,
    );
    return { ...(await vault.verifyReceipts()), signs };
  } finally {
    await vault.close();
  }
};

describe('the log of receipts', () => {
  it('is whole when nobody touched it', async () => {
    expect(await tampered('select 1')).toMatchObject({ ok: true, count: 8, signs: true });
  });
  it('finds an edited entry', async () => {
    const edit = `update receipts set entry = replace(entry, '"ocr.monitoring":1', '"ocr.monitoring":9') where idx = 3`;
    expect(await tampered(edit)).toMatchObject({ ok: false, brokenAt: 3 });
  });
  it('finds a dropped entry', async () => {
    expect(await tampered('delete from receipts where idx = 4')).toMatchObject({ ok: false, brokenAt: 4 });
  });
  it('finds a dropped entry whose gap was closed', async () => {
    const drop = 'delete from receipts where idx = 4; update receipts set idx = idx - 1 where idx > 4';
    expect(await tampered(drop)).toMatchObject({ ok: false, brokenAt: 4 });
  });
  it('finds that the last entry was dropped', async () => {
    expect(await tampered('delete from receipts where idx = 7')).toMatchObject({ ok: false, brokenAt: 7 });
  });
  it('finds that the last entries were dropped with the head', async () => {
    const drop = 'delete from receipts where idx >= 5; delete from receipt_head';
    expect(await tampered(drop)).toMatchObject({ ok: false, brokenAt: 5, signs: false });
  });
  it('finds reordered entries', async () => {
    const swap =
      'update receipts set idx = -1 where idx = 2; update receipts set idx = 2 where idx = 5; update receipts set idx = 5 where idx = -1';
    expect(await tampered(swap)).toMatchObject({ ok: false, brokenAt: 2 });
  });
  it('finds a changed head, and signs nothing more', async () => {
    const head = 'update receipt_head set root = lower(hex(zeroblob(32)))';
    expect(await tampered(head)).toMatchObject({ ok: false, signs: false });
    const beside = `update meta set value = replace(value, '"size":8', '"size":1') where name = 'receipts head'`;
    expect(await tampered(beside, 'lethe.db')).toMatchObject({ ok: false, signs: false });
  });
  it('finds a changed or missing subtree', async () => {
    const change = 'update receipt_nodes set hash = zeroblob(32) where level = 3 and idx = 0';
    expect(await tampered(change)).toMatchObject({ ok: false, brokenAt: 7, signs: false });
    const drop = 'delete from receipt_nodes where level = 1 and idx = 0';
    expect(await tampered(drop)).toMatchObject({ ok: false, brokenAt: 1 });
    const surplus = 'insert into receipt_nodes (level, idx, hash) values (1, 4, zeroblob(32))';
    expect(await tampered(surplus)).toMatchObject({ ok: false });
  });
  it('finds a changed signed head', async () => {
    const heads = (change: string) => tampered(`update receipt_tree_heads set ${change}`);
    expect(await heads(`root = replace(root, substr(root, 1, 1), '!') where size = 3`)).toMatchObject({
      ok: false,
      brokenAt: 2,
    });
    expect(await heads(`checkpoint = replace(checkpoint, '3', '4') where size = 3`)).toMatchObject({
      ok: false,
      brokenAt: 2,
    });
    expect(await heads('size = 2 where size = 3')).toMatchObject({ ok: false, brokenAt: 1 });
    expect(await heads('size = 9 where size = 8')).toMatchObject({ ok: false, signs: false });
  });

  it('is given newest first, by account', async () => {
    await using disk = await VaultOnDisk.open();
    for (const appId of [APP, '1250000002', APP]) await disk.vault.erase({ appId });
    const all = await disk.vault.receipts();
    expect(all.map(({ index, kind }) => [index, kind])).toEqual([
      [2, 'erasure'],
      [1, 'erasure'],
      [0, 'erasure'],
    ]);
    expect((await disk.vault.receipts({ appId: APP, limit: 1 })).map(({ index }) => index)).toEqual([2]);
    expect(all[0]?.commitment).toMatch(/^[0-9a-f]{64}$/);
  });
});
