import { createHash } from 'node:crypto';

/** Merkle tree hashes as RFC 6962, section 2.1, defines them (SHA-256). */
const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const leafHash = (entry: string): Buffer => sha256(Uint8Array.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Uint8Array.of(1), left, right);

/** All that appending to a tree needs: the roots of its largest full subtrees, from left to right. */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, roots: [] };

export const appendLeaf = ({ size, roots }: Frontier, leaf: Uint8Array): Frontier => {
  const next = [...roots, leaf];
  // Each trailing one bit of the size is a full subtree that the new leaf completes to one of twice its size.
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const right = next.pop() as Uint8Array;
    const left = next.pop() as Uint8Array;
    next.push(nodeHash(left, right));
  }
  return { size: size + 1, roots: next };
};

/** The tree's root, hex. */
export const rootOf = ({ roots }: Frontier): string => {
  if (roots.length === 0) return sha256().toString('hex');
  return Buffer.from(roots.reduceRight((right, left) => nodeHash(left, right))).toString('hex');
};
