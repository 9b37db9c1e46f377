import { emptyRoot, foldRoots, nodeHash, type Subtree } from './merkle.ts';

/**
 * Inclusion and consistency proofs of Merkle trees: RFC 9162, sections 2.1.3 and 2.1.4. Indices and sizes are counted
 * without bit operations, which end at 32 bits.
 */

/** Leaves from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The largest power of two below `count`. */
const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

/** What the path from a leaf to the root passes by, lowest first. @throws RangeError unless index < size */
export const inclusionSpans = (index: number, size: number): readonly Span[] => {
  if (!isCount(index) || !isCount(size) || index >= size)
    throw new RangeError('There is no leaf of that index');
  const path: Span[] = [];
  for (let span: Span = { start: 0, end: size }; span.end - span.start > 1;) {
    const middle = span.start + splitOf(span.end - span.start);
    const [left, right] = [
      { start: span.start, end: middle },
      { start: middle, end: span.end },
    ];
    path.push(index < middle ? right : left);
    span = index < middle ? left : right;
  }
  return path.reverse();
};

/** What shows that a tree is the beginning of a larger one, lowest first. @throws RangeError unless 0 <= from <= size */
export const consistencySpans = (from: number, size: number): readonly Span[] => {
  if (!isCount(from) || !isCount(size) || from > size) throw new RangeError('The tree never had that size');
  if (from === 0 || from === size) return [];
  const path: Span[] = [];
  let span: Span = { start: 0, end: size };
  while (span.end !== from) {
    const middle = span.start + splitOf(span.end - span.start);
    const [left, right] = [
      { start: span.start, end: middle },
      { start: middle, end: span.end },
    ];
    path.push(from <= middle ? right : left);
    span = from <= middle ? left : right;
  }
  // A subtree that is the whole of the smaller tree is known to who asks.
  if (span.start > 0) path.push(span);
  return path.reverse();
};

/** The full subtrees that a span of a proof, or a whole tree, is made of; from left to right. */
export const subtreesOf = ({ start, end }: Span): readonly Subtree[] => {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= end) [level, width] = [level + 1, width * 2];
    subtrees.push({ level, index: at / width });
    at += width;
  }
  return subtrees;
};

/** The hash of a span. @param hashOf the root of a full subtree; level 0 is a leaf's hash */
export const spanHash = async (
  span: Span,
  hashOf: (subtree: Subtree) => Promise<Uint8Array>,
): Promise<Uint8Array> => {
  const roots: Uint8Array[] = [];
  for (const subtree of subtreesOf(span)) roots.push(await hashOf(subtree));
  return foldRoots(roots);
};

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Climbs an inclusion path (RFC 9162, section 2.1.3.2).
 * @returns the root that it leads to, and the root of the tree as it was before this leaf: what lies left of the path is
 *   all of it. Null when the path is too long or too short for its place.
 */
export const climb = (
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
  leaf: Uint8Array,
): { root: Uint8Array; before: Uint8Array } | null => {
  if (!isCount(index) || !isCount(size) || index >= size) return null;
  let [fn, sn] = [index, size - 1];
  let root = leaf;
  let before: Uint8Array | null = null;
  for (const hash of path) {
    if (sn === 0) return null;
    if (isOdd(fn) || fn === sn) {
      root = nodeHash(hash, root);
      before = before === null ? hash : nodeHash(hash, before);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else root = nodeHash(root, hash);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? { root, before: before ?? emptyRoot } : null;
};

/** Whether a path shows that a leaf is at its index in the tree of that root (RFC 9162, section 2.1.3.2). */
export const verifyInclusion = (
  place: { index: number; size: number; path: readonly Uint8Array[] },
  leaf: Uint8Array,
  root: Uint8Array,
): boolean => {
  const found = climb(place, leaf);
  return found !== null && same(found.root, root);
};

/** A tree as its head tells it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Whether a path shows that the first tree is the beginning of the second (RFC 9162, section 2.1.4.2). Equal trees and
 * the empty tree need no path.
 */
export const verifyConsistency = (
  first: TreeHead,
  second: TreeHead,
  path: readonly Uint8Array[],
): boolean => {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && same(first.root, second.root);
  if (first.size === 0) return path.length === 0 && same(first.root, emptyRoot);
  if (path.length === 0) return false;
  let [fn, sn] = [first.size - 1, second.size - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  // A power of two: the first tree is itself the subtree to begin with.
  const [start, ...rest] = fn === 0 ? [first.root, ...path] : path;
  let [fr, sr] = [start as Uint8Array, start as Uint8Array];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = nodeHash(hash, fr);
      sr = nodeHash(hash, sr);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else sr = nodeHash(sr, hash);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(fr, first.root) && same(sr, second.root);
};
