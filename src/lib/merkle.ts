import { createHash } from 'node:crypto';

/** Merkle tree hashes as RFC 9162, section 2.1.1, defines them (SHA-256); the same as those of RFC 6962. */
const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const leafHash = (entry: string | Uint8Array): Buffer => sha256(Uint8Array.of(0), entry);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  sha256(Uint8Array.of(1), left, right);

/** The root of the tree without leaves. */
export const emptyRoot: Uint8Array = sha256();

/** All that appending to a tree needs: the roots of its largest full subtrees, from left to right. */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

/** A full subtree: the `index`-th from the left of those with 2^level leaves. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** A full subtree with its root. */
export interface Node extends Subtree {
  readonly hash: Uint8Array;
}

export const emptyFrontier: Frontier = { size: 0, roots: [] };

/** @returns the frontier with the leaf, and the subtrees of two leaves and more that it completes, smallest first */
export const growLeaf = (
  { size, roots }: Frontier,
  leaf: Uint8Array,
): { frontier: Frontier; completed: readonly Node[] } => {
  const next = [...roots, leaf];
  const completed: Node[] = [];
  // Each trailing one bit of the size is a full subtree that the new leaf completes to one of twice its size.
  for (let rest = size, level = 1; rest % 2 === 1; level++) {
    rest = (rest - 1) / 2;
    const right = next.pop() as Uint8Array;
    const left = next.pop() as Uint8Array;
    const hash = nodeHash(left, right);
    next.push(hash);
    completed.push({ level, index: rest, hash });
  }
  return { frontier: { size: size + 1, roots: next }, completed };
};

export const appendLeaf = (frontier: Frontier, leaf: Uint8Array): Frontier =>
  growLeaf(frontier, leaf).frontier;

/** The root over neighbouring subtrees, of which each is at least as large as those to its right. */
export const foldRoots = (roots: readonly Uint8Array[]): Uint8Array =>
  roots.length === 0 ? emptyRoot : roots.reduceRight((right, left) => nodeHash(left, right));

/** The tree's root, hex. */
export const rootOf = ({ roots }: Frontier): string => Buffer.from(foldRoots(roots)).toString('hex');
