import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { instantOf } from './request-schema.ts';

const DEFAULT_LIMIT = 20;
const MOST = 100;

const receipt = z.object({
  ReceiptId: harmless(z.string()),
  Index: harmless(z.int()),
  At: harmless(z.string()),
  Kind: harmless(z.string()),
  Commitment: harmless(z.string()),
  Counts: z.array(z.object({ Category: harmless(z.string()), Count: harmless(z.int()) })),
  /** A file for `lethe receipts check`, as JSON; null unless asked for. */
  Proof: harmless(z.string().nullable()),
});

/** The receipts of what was erased, expired or refused for the account, newest first; with proofs that are checked offline. */
export const DescribeReceipts = action({
  name: 'DescribeReceipts',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ReceiptId: harmless(z.uuid().optional()),
    Limit: harmless(z.int().min(1).max(MOST).optional()),
    Proof: harmless(z.boolean().optional()),
  }),
  output: z.object({ Receipts: z.array(receipt) }),
  async run({ ReceiptId, Limit = DEFAULT_LIMIT, Proof = false }, { appId, vault }) {
    const limit = ReceiptId === undefined ? Limit : Number.MAX_SAFE_INTEGER;
    const all = await vault.receipts({ appId, limit });
    const found = ReceiptId === undefined ? all : all.filter(({ id }) => id === ReceiptId);
    if (ReceiptId !== undefined && found.length === 0) throw new ApiError('ResourceNotFound');
    const Receipts: z.output<typeof receipt>[] = [];
    for (const { id, index, at, kind, counts, commitment } of found)
      Receipts.push({
        ...{ ReceiptId: id, Index: index, At: instantOf(at), Kind: kind, Commitment: commitment },
        Counts: Object.entries(counts).map(([Category, Count]) => ({ Category, Count })),
        Proof: Proof ? JSON.stringify(await vault.proveReceipt(id)) : null,
      });
    return { Receipts };
  },
});
