import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendLeaf, emptyFrontier, leafHash, rootOf } from '../../src/lib/merkle.ts';
import { APP, VaultOnDisk, callRecords } from './vault-on-disk.ts';

/** A vault with eight receipts, whose database somebody then changes. */
const tampered = async (statements: string, file = 'ledger.db') => {
  await using disk = await VaultOnDisk.open();
  for (let i = 0; i < 8; i++) {
    await disk.vault.put(callRecords(`request-${i}`));
    await disk.vault.erase({ appId: APP, subject: { kind: 'request', value: `request-${i}` } });
  }
  expect(await disk.vault.verifyReceipts()).toMatchObject({ ok: true, count: 8 });
  const database = new DatabaseSync(join(disk.folder, file));
  database.exec(statements);
  database.close();
  return disk.vault.verifyReceipts();
};

describe('the log of receipts', () => {
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
    expect(await tampered(drop)).toMatchObject({ ok: false, brokenAt: 5 });
  });
  it('finds reordered entries', async () => {
    const swap =
      'update receipts set idx = -1 where idx = 2; update receipts set idx = 2 where idx = 5; update receipts set idx = 5 where idx = -1';
    expect(await tampered(swap)).toMatchObject({ ok: false, brokenAt: 2 });
  });
  it('finds a changed head', async () => {
    expect(await tampered('update receipt_head set root = lower(hex(zeroblob(32)))')).toMatchObject({
      ok: false,
    });
    expect(
      await tampered(
        `update meta set value = replace(value, '"size":8', '"size":1') where name = 'receipts head'`,
        'lethe.db',
      ),
    ).toMatchObject({ ok: false });
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

describe('Merkle tree hashes', () => {
  // Computed by hand from RFC 6962, section 2.1: MTH(D[n]) splits at the largest power of two below n.
  it('of no entry is the hash of nothing', () => {
    expect(rootOf(emptyFrontier)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
  it('agree with the recursive definition', async () => {
    const { createHash } = await import('node:crypto');
    const node = (left: Buffer, right: Buffer): Buffer =>
      createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
    const recursive = (leaves: Buffer[]): Buffer => {
      if (leaves.length === 1) return leaves[0] as Buffer;
      const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
      return node(recursive(leaves.slice(0, split)), recursive(leaves.slice(split)));
    };
    const leaves = Array.from({ length: 40 }, (_, i) => leafHash(`entry ${i}`));
    let frontier = emptyFrontier;
    for (const [i, leaf] of leaves.entries()) {
      frontier = appendLeaf(frontier, leaf);
      expect(rootOf(frontier)).toBe(recursive(leaves.slice(0, i + 1)).toString('hex'));
    }
  });
});
