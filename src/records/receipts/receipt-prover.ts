import type { KeyObject } from 'node:crypto';
import { leafHash, type Subtree } from '../../lib/merkle.ts';
import {
  consistencySpans,
  inclusionSpans,
  spanHash,
  verifyConsistency,
  verifyInclusion,
  type Span,
  type TreeHead,
} from '../../lib/merkle-proof.ts';
import { certificateOf } from '../../proof/certificate.ts';
import {
  base64Of,
  parseHash,
  type ConsistencyProof,
  type ErasureCertificate,
  type ReceiptKey,
  type ReceiptPlace,
  type ReceiptProof,
  type SignedTreeHead,
} from '../../proof/formats.ts';
import { receiptKeyOf } from '../../proof/tree-head.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReceiptHeads } from './receipt-heads.ts';
import { nodeOf } from './receipt-tree.ts';
import { lastSigned, ReceiptLogBroken, signAndKeep } from './tree-head.ts';

/** Signs heads of the log and proves from the subtrees that it keeps, in as many reads as the logarithm of its size. */
export class ReceiptProver {
  readonly #ledger: Ledger;
  readonly #heads: ReceiptHeads;
  readonly #signingKey: KeyObject;

  constructor(ledger: Ledger, heads: ReceiptHeads, signingKey: KeyObject) {
    this.#ledger = ledger;
    this.#heads = heads;
    this.#signingKey = signingKey;
  }

  key(): ReceiptKey {
    return receiptKeyOf(this.#signingKey);
  }

  /**
   * The log as it is now, signed. Nothing is signed that does not go on from all that was signed and published before.
   * @throws ReceiptLogBroken
   */
  async treeHead(): Promise<SignedTreeHead> {
    return signAndKeep(this.#ledger, await this.#tree(), this.#signingKey);
  }

  /** @throws RangeError when there is no such receipt, ReceiptLogBroken */
  async proveReceipt(id: string): Promise<ReceiptProof> {
    const index = await this.#indexOf(id);
    const head = await this.treeHead();
    return { format: 'lethe-receipt-proof/1', ...(await this.#place(index, head)), head };
  }

  /**
   * Shows that the log as it was is the beginning of the log as it is.
   * @param fromSize how many receipts it had
   * @throws RangeError when it never had that many, ReceiptLogBroken
   */
  async proveConsistency(fromSize: number): Promise<ConsistencyProof> {
    const to = await this.treeHead();
    const path = await this.#hashes(consistencySpans(fromSize, to.size));
    const root = await this.#hash({ start: 0, end: fromSize });
    const tree: TreeHead = { size: to.size, root: parseHash(to.rootHash) };
    if (!verifyConsistency({ size: fromSize, root }, tree, path.map(parseHash)))
      throw new ReceiptLogBroken('its subtrees are not those of its heads');
    const from = await signAndKeep(this.#ledger, { size: fromSize, root }, this.#signingKey);
    return { format: 'lethe-consistency-proof/1', from, to, path };
  }

  /**
   * @param statement the operator's words; they are signed, not proved
   * @param receiptIds at least one, all of the account
   * @throws RangeError when one is not there or is of another account, ReceiptLogBroken
   */
  async certify(
    appId: string,
    statement: string,
    receiptIds: readonly string[],
  ): Promise<ErasureCertificate> {
    if (receiptIds.length === 0) throw new RangeError('A certificate needs a receipt');
    const indices = await Promise.all([...new Set(receiptIds)].map((id) => this.#indexOf(id, appId)));
    const head = await this.treeHead();
    const receipts: ReceiptPlace[] = [];
    for (const index of indices.toSorted((a, b) => a - b)) receipts.push(await this.#place(index, head));
    return certificateOf({ appId, statement, receipts, head }, this.#signingKey);
  }

  /** The head, once it agrees with the subtrees, the head beside the records and the last one signed. */
  async #tree(): Promise<TreeHead> {
    // Read first: neither ever runs ahead of the log.
    const [published, signed] = [await this.#heads.published(), await lastSigned(this.#ledger)];
    const head = await this.#heads.current();
    if (head === null || published === null) throw new ReceiptLogBroken('a head was changed');
    const earlier = [published, { size: signed?.size ?? 0, root: signed ? hexOf(signed.root) : undefined }];
    for (const { size, root } of [head, ...earlier]) {
      if (size > head.size) throw new ReceiptLogBroken('it was truncated');
      const found = await this.#hash({ start: 0, end: size });
      if (root !== undefined && root !== Buffer.from(found).toString('hex'))
        throw new ReceiptLogBroken('its subtrees are not those of its heads');
    }
    return { size: head.size, root: Buffer.from(head.root, 'hex') };
  }

  async #place(index: number, head: SignedTreeHead): Promise<ReceiptPlace> {
    const { entry } = await this.#ledger.db
      .selectFrom('receipts')
      .select('entry')
      .where('idx', '=', index)
      .executeTakeFirstOrThrow();
    const path = await this.#hashes(inclusionSpans(index, head.size));
    const place = { index, size: head.size, path: path.map(parseHash) };
    if (!verifyInclusion(place, leafHash(entry), parseHash(head.rootHash)))
      throw new ReceiptLogBroken('a receipt is not the one that was filed');
    return { entry, index, path };
  }

  async #indexOf(id: string, appId?: string): Promise<number> {
    const row = await this.#ledger.db
      .selectFrom('receipts')
      .select('idx')
      .where('id', '=', id)
      .$if(appId !== undefined, (q) => q.where('app_id', '=', appId ?? null))
      .executeTakeFirst();
    if (!row) throw new RangeError('There is no such receipt');
    return row.idx;
  }

  async #hashes(spans: readonly Span[]): Promise<readonly string[]> {
    const hashes: string[] = [];
    for (const span of spans) hashes.push(base64Of(await this.#hash(span)));
    return hashes;
  }

  #hash(span: Span): Promise<Uint8Array> {
    return spanHash(span, async (subtree: Subtree) => {
      const hash = await nodeOf(this.#ledger.db, subtree);
      if (!hash) throw new ReceiptLogBroken('a subtree is missing');
      return hash;
    });
  }
}

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');
