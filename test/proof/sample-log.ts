import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  emptyFrontier,
  appendLeaf,
  foldRoots,
  leafHash,
  rootOf,
  type Frontier,
} from '../../src/lib/merkle.ts';
import { consistencySpans, inclusionSpans, spanHash, type Span } from '../../src/lib/merkle-proof.ts';
import { certificateOf } from '../../src/proof/certificate.ts';
import {
  base64Of,
  type ConsistencyProof,
  type ErasureCertificate,
  type ReceiptPlace,
  type ReceiptProof,
  type SignedTreeHead,
} from '../../src/proof/formats.ts';
import { signTreeHead } from '../../src/proof/tree-head.ts';

export const APPS = ['1250000001', '1250000002'] as const;

/** A log in memory: as an operator would have it, or somebody who forges one. */
export class SampleLog {
  readonly privateKey: KeyObject;
  readonly entries: string[] = [];
  #frontiers: Frontier[] = [emptyFrontier];

  constructor(size: number, privateKey = generateKeyPairSync('ed25519').privateKey) {
    this.privateKey = privateKey;
    for (let i = 0; i < size; i++) this.#append();
  }

  #append(): void {
    const index = this.entries.length;
    const frontier = this.#frontierOf(index);
    const entry = JSON.stringify({
      appId: APPS[index % 2],
      at: 1_768_000_000_000 + index,
      commitment: index.toString(16).padStart(64, '0'),
      counts: { 'ocr.monitoring': 1 },
      id: `receipt-${index}`,
      index,
      kind: 'erasure',
      previousRoot: rootOf(frontier),
    });
    this.entries.push(entry);
    this.#frontiers.push(appendLeaf(frontier, leafHash(entry)));
  }

  head(size = this.entries.length): SignedTreeHead {
    return signTreeHead({ size, root: foldRoots(this.#frontierOf(size).roots) }, this.privateKey);
  }

  async receipt(index: number, size = this.entries.length): Promise<ReceiptProof> {
    return { format: 'lethe-receipt-proof/1', ...(await this.#place(index, size)), head: this.head(size) };
  }

  async consistency(from: number, size = this.entries.length): Promise<ConsistencyProof> {
    const path = await this.#hashes(consistencySpans(from, size));
    return { format: 'lethe-consistency-proof/1', from: this.head(from), to: this.head(size), path };
  }

  async certificate(appId: string, indices: readonly number[]): Promise<ErasureCertificate> {
    const receipts: ReceiptPlace[] = [];
    for (const index of indices) receipts.push(await this.#place(index, this.entries.length));
    const statement = 'Everything of this account is gone.';
    return certificateOf({ appId, statement, receipts, head: this.head() }, this.privateKey);
  }

  async #place(index: number, size: number): Promise<ReceiptPlace> {
    const path = await this.#hashes(inclusionSpans(index, size));
    return { entry: this.entries[index] ?? '', index, path };
  }

  #hashes(spans: readonly Span[]): Promise<string[]> {
    const hashOf = async ({ level, index }: { level: number; index: number }) => {
      const width = 2 ** level;
      const leaves = this.entries.slice(index * width, (index + 1) * width).map(leafHash);
      return foldRoots(leaves.reduce(appendLeaf, emptyFrontier).roots);
    };
    return Promise.all(spans.map(async (span) => base64Of(await spanHash(span, hashOf))));
  }

  #frontierOf(size: number): Frontier {
    return this.#frontiers[size] ?? emptyFrontier;
  }
}
