import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { checkProof } from '../../src/proof/check.ts';
import type { ProofDocument } from '../../src/proof/formats.ts';
import { APP, VaultOnDisk } from './vault-on-disk.ts';
import { ReceiptLogOnDisk } from './receipt-log-on-disk.ts';

const COUNT = 21;

describe('proofs of the log of receipts', () => {
  it('verify for every receipt and every earlier size, while the log grows', async () => {
    await using disk = new ReceiptLogOnDisk();
    const key = createPublicKey(disk.signingKey);
    const proven = (document: ProofDocument) => checkProof(JSON.stringify(document), key);
    const { prover } = disk.log;
    expect(proven(await prover.treeHead())).toMatchObject({ kind: 'head', size: 0 });
    for (let size = 1; size <= COUNT; size++) {
      await disk.append();
      for (let from = 0; from <= size; from++)
        expect(proven(await prover.proveConsistency(from))).toMatchObject({ fromSize: from, size });
    }
    for (const receipt of await disk.log.list())
      expect(proven(await prover.proveReceipt(receipt.id))).toMatchObject({
        kind: 'receipt',
        size: COUNT,
        entries: [receipt],
      });
    expect(await disk.log.verify()).toMatchObject({ ok: true, count: COUNT });
  });

  it('give for one size one head, the same for ever, under one key', async () => {
    await using disk = new ReceiptLogOnDisk();
    await disk.grow(5);
    const head = await disk.log.prover.treeHead();
    expect(await disk.log.prover.treeHead()).toEqual(head);
    await disk.grow(4);
    await disk.reopen();
    expect((await disk.log.prover.proveConsistency(5)).from).toEqual(head);
    const { logId, origin, pem } = disk.log.prover.key();
    expect(head).toMatchObject({ logId, size: 5 });
    expect(head.checkpoint.split('\n')).toHaveLength(6);
    expect(head.checkpoint.startsWith(`${origin}\n5\n${head.rootHash}\n\n— ${origin} `)).toBe(true);
    expect(checkProof(head.checkpoint, createPublicKey(pem))).toMatchObject({ size: 5 });
  });

  it('are refused for what is not there', async () => {
    await using disk = new ReceiptLogOnDisk();
    await disk.grow(2);
    const { prover } = disk.log;
    await expect(prover.proveReceipt('no-such-receipt')).rejects.toThrow(RangeError);
    await expect(prover.proveConsistency(3)).rejects.toThrow(RangeError);
    await expect(prover.proveConsistency(-1)).rejects.toThrow(RangeError);
    await expect(prover.certify(APP, 'nothing', [])).rejects.toThrow(RangeError);
  });

  it('are refused once the log contradicts a head that was signed', async () => {
    await using disk = new ReceiptLogOnDisk();
    const [first] = await disk.grow(6);
    await disk.log.prover.treeHead();
    // The whole log is written anew, with every key that the machine has: only what was signed tells.
    const tables = ['receipts', 'receipt_head', 'receipt_nodes'];
    for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(disk.ledger.db);
    await disk.beside.db.deleteFrom('meta').execute();
    await disk.grow(7);
    await expect(disk.log.prover.treeHead()).rejects.toThrow('broken');
    await expect(disk.log.prover.proveReceipt(first?.id ?? '')).rejects.toThrow(RangeError);
    expect(await disk.log.verify()).toMatchObject({ ok: false, brokenAt: 5 });
  });

  it('are refused, and no head is signed, where they would rest on a changed subtree', async () => {
    await using disk = new ReceiptLogOnDisk();
    const receipts = await disk.grow(8);
    await disk.ledger.db
      .updateTable('receipt_nodes')
      .set({ hash: new Uint8Array(32) })
      .where('level', '=', 1)
      .execute();
    const { prover } = disk.log;
    for (const { id } of receipts) await expect(prover.proveReceipt(id)).rejects.toThrow('broken');
    for (const from of [2, 3, 5, 6, 7]) await expect(prover.proveConsistency(from)).rejects.toThrow('broken');
    const signed = await disk.ledger.db.selectFrom('receipt_tree_heads').select('size').execute();
    expect(signed).toEqual([{ size: 8 }]);
  });

  it('are given of a log that was written before subtrees were kept', async () => {
    await using disk = new ReceiptLogOnDisk();
    const receipts = await disk.grow(COUNT);
    const before = await disk.ledger.db.selectFrom('receipt_nodes').selectAll().execute();
    await disk.ledger.db.deleteFrom('receipt_nodes').execute();
    await disk.reopen();
    expect(await disk.ledger.db.selectFrom('receipt_nodes').selectAll().execute()).toEqual(before);
    const proof = await disk.log.prover.proveReceipt(receipts[7]?.id ?? '');
    expect(checkProof(JSON.stringify(proof))).toMatchObject({ size: COUNT });
  });

  it('are made of as many reads as the logarithm of the size', async () => {
    await using disk = new ReceiptLogOnDisk();
    const receipts = await disk.grow(40);
    const proof = await disk.log.prover.proveReceipt(receipts[11]?.id ?? '');
    expect(proof.path).toHaveLength(6);
    const kept = await disk.ledger.db.selectFrom('receipt_nodes').select('level').execute();
    expect(kept).toHaveLength(20 + 10 + 5 + 2 + 1);
  });
});

describe('a vault', () => {
  it('hands out heads, proofs, certificates and the key', async () => {
    await using disk = await VaultOnDisk.open();
    const { vault } = disk;
    const ids: string[] = [];
    for (const appId of [APP, '1250000002', APP]) ids.push((await vault.erase({ appId })).receiptId ?? '');
    const key = createPublicKey(vault.receiptKey().pem);
    const proven = (document: ProofDocument) => checkProof(JSON.stringify(document), key);
    const [first = '', second = '', third = ''] = ids;
    expect(proven(await vault.treeHead())).toMatchObject({ size: 3 });
    expect(proven(await vault.proveReceipt(second)).entries[0]).toMatchObject({ appId: '1250000002' });
    expect(proven(await vault.proveConsistency(1))).toMatchObject({ fromSize: 1, size: 3 });
    const certificate = await vault.certificateOf(APP, 'All of it is gone.', [third, first, third]);
    expect(proven(certificate)).toMatchObject({
      kind: 'certificate',
      statement: 'All of it is gone.',
      entries: [{ id: first }, { id: third }],
    });
    await expect(vault.certificateOf(APP, 'More is gone.', ids)).rejects.toThrow(RangeError);
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(() => checkProof(JSON.stringify(certificate), other)).toThrow('another public key');
    await disk.reopen();
    expect(disk.vault.receiptKey()).toEqual(vault.receiptKey());
  });
});
