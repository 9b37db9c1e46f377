import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';

/** The log of receipts as it is now, signed; with what proves that it only grew since a head that the caller kept. */
export const DescribeTreeHead = action({
  name: 'DescribeTreeHead',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    /** Size of an earlier head. */
    FromSize: harmless(z.int().min(0).optional()),
  }),
  output: z.object({
    LogId: harmless(z.string()),
    TreeSize: harmless(z.int()),
    RootHash: harmless(z.string()),
    /** A signed note (C2SP tlog-checkpoint). */
    Checkpoint: harmless(z.string()),
    /** SubjectPublicKeyInfo, PEM. */
    PublicKey: harmless(z.string()),
    /** A file for `lethe receipts check`, as JSON; null unless an earlier size is given. */
    ConsistencyProof: harmless(z.string().nullable()),
  }),
  async run({ FromSize }, { vault }) {
    const head = await vault.treeHead();
    if (FromSize !== undefined && FromSize > head.size)
      throw new ApiError('InvalidParameterValue', { parameter: 'FromSize' });
    const proof = FromSize === undefined ? null : await vault.proveConsistency(FromSize);
    const { logId, size, rootHash, checkpoint } = proof?.to ?? head;
    return {
      LogId: logId,
      TreeSize: size,
      RootHash: rootHash,
      Checkpoint: checkpoint,
      PublicKey: vault.receiptKey().pem,
      ConsistencyProof: proof && JSON.stringify(proof),
    };
  },
});
