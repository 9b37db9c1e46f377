import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  appendLeaf,
  emptyFrontier,
  emptyRoot,
  growLeaf,
  leafHash,
  nodeHash,
  rootOf,
} from '../../src/lib/merkle.ts';
import {
  climb,
  consistencySpans,
  inclusionSpans,
  spanHash,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
  type Span,
} from '../../src/lib/merkle-proof.ts';
import { propertyRuns } from '../support/property-runs.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The definition of RFC 9162, section 2.1.1, word by word. */
const mth = (leaves: readonly Uint8Array[]): Uint8Array => {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(mth(leaves.slice(0, split)), mth(leaves.slice(split)));
};

const SIZES = 64;
const leaves = Array.from({ length: SIZES }, (_, i) => leafHash(`entry ${i}`));
const roots = Array.from({ length: SIZES + 1 }, (_, size) => mth(leaves.slice(0, size)));
const rootAt = (size: number): Uint8Array => roots[size] as Uint8Array;
const hashesOf = (of: readonly Uint8Array[], spans: readonly Span[]): Uint8Array[] =>
  spans.map(({ start, end }) => mth(of.slice(start, end)));
const inclusion = (index: number, size: number, of = leaves): Uint8Array[] =>
  hashesOf(of, inclusionSpans(index, size));
const consistency = (from: number, size: number, of = leaves): Uint8Array[] =>
  hashesOf(of, consistencySpans(from, size));

// The eight leaves, roots and proofs that implementations of Certificate Transparency are tested with.
describe('the published vectors of RFC 6962', () => {
  const eight = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((text) => leafHash(Buffer.from(text, 'hex')));
  const published = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  it('roots', () => {
    let frontier = emptyFrontier;
    expect(rootOf(frontier)).toBe(published[0]);
    for (const [i, leaf] of eight.entries()) {
      frontier = appendLeaf(frontier, leaf);
      expect(rootOf(frontier)).toBe(published[i + 1]);
    }
  });
  it('inclusion proofs', () => {
    expect(inclusion(0, 1, eight)).toEqual([]);
    expect(inclusion(0, 8, eight).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(inclusion(5, 8, eight).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(inclusion(2, 3, eight).map(hex)).toEqual([
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    ]);
    expect(inclusion(1, 5, eight).map(hex)).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });
  it('consistency proofs', () => {
    expect(consistency(1, 1, eight)).toEqual([]);
    expect(consistency(1, 8, eight).map(hex)).toEqual(inclusion(0, 8, eight).map(hex));
    expect(consistency(6, 8, eight).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistency(2, 5, eight).map(hex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });
});

describe(`trees of every size up to ${SIZES}`, () => {
  it('grow to the root of the definition, and complete each full subtree once', () => {
    let frontier = emptyFrontier;
    const nodes = new Map<string, string>();
    for (const [i, leaf] of leaves.entries()) {
      const grown = growLeaf(frontier, leaf);
      frontier = grown.frontier;
      expect(rootOf(frontier)).toBe(hex(rootAt(i + 1)));
      for (const { level, index, hash } of grown.completed) {
        const width = 2 ** level;
        expect(hex(hash)).toBe(hex(mth(leaves.slice(index * width, (index + 1) * width))));
        expect(nodes.has(`${level} ${index}`)).toBe(false);
        nodes.set(`${level} ${index}`, hex(hash));
      }
    }
    expect(nodes.size).toBe(SIZES - 1);
  });

  it('prove each leaf, and what was there before it', () => {
    for (let size = 1; size <= SIZES; size++)
      for (let index = 0; index < size; index++) {
        const path = inclusion(index, size);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        const leaf = leaves[index] as Uint8Array;
        expect(verifyInclusion({ index, size, path }, leaf, rootAt(size))).toBe(true);
        expect(hex(climb({ index, size, path }, leaf)?.before ?? leaf)).toBe(hex(rootAt(index)));
      }
  });

  it('prove a leaf at no other index, in no other size, by no other path', () => {
    for (let size = 1; size <= 20; size++)
      for (let index = 0; index < size; index++) {
        const path = inclusion(index, size);
        const leaf = leaves[index] as Uint8Array;
        const holds = (place: Partial<{ index: number; size: number; path: Uint8Array[] }>) =>
          verifyInclusion({ index, size, path, ...place }, leaf, rootAt(size));
        for (let other = 0; other <= size; other++)
          if (other !== index) expect(holds({ index: other })).toBe(false);
        expect(holds({ index: -1 })).toBe(false);
        expect(holds({ index: index + 0.5 })).toBe(false);
        expect(holds({ path: [...path, leaf] })).toBe(false);
        expect(holds({ path: [leaf, ...path] })).toBe(false);
        for (const [i] of path.entries()) {
          expect(holds({ path: path.toSpliced(i, 1) })).toBe(false);
          expect(holds({ path: path.with(i, leafHash('other')) })).toBe(false);
        }
        expect(verifyInclusion({ index, size, path }, leafHash('other'), rootAt(size))).toBe(false);
        expect(verifyInclusion({ index, size, path }, leaf, rootAt(size - 1))).toBe(false);
      }
  });

  it('prove that each is the beginning of each larger one', () => {
    for (let size = 0; size <= SIZES; size++)
      for (let from = 0; from <= size; from++) {
        const path = consistency(from, size);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size + 1)) + 1);
        const first = { size: from, root: rootAt(from) };
        expect(verifyConsistency(first, { size, root: rootAt(size) }, path)).toBe(true);
      }
  });

  it('prove no other beginning', () => {
    const other = leafHash('other');
    for (let size = 0; size <= 20; size++)
      for (let from = 0; from <= size; from++) {
        const path = consistency(from, size);
        const [first, second] = [
          { size: from, root: rootAt(from) },
          { size, root: rootAt(size) },
        ];
        expect(verifyConsistency({ ...first, root: other }, second, path)).toBe(false);
        // Everything begins with nothing: of the larger head nothing is shown then.
        if (from > 0) expect(verifyConsistency(first, { ...second, root: other }, path)).toBe(false);
        expect(verifyConsistency(first, second, [...path, other])).toBe(false);
        expect(verifyConsistency(first, second, [other, ...path])).toBe(false);
        for (const [i] of path.entries()) {
          expect(verifyConsistency(first, second, path.toSpliced(i, 1))).toBe(false);
          expect(verifyConsistency(first, second, path.with(i, other))).toBe(false);
        }
        if (from !== size) expect(verifyConsistency(second, first, path)).toBe(false);
      }
  });

  it('refuse to prove what is not in them', () => {
    expect(() => inclusionSpans(3, 3)).toThrow(RangeError);
    expect(() => inclusionSpans(-1, 3)).toThrow(RangeError);
    expect(() => consistencySpans(4, 3)).toThrow(RangeError);
    expect(() => consistencySpans(0.5, 3)).toThrow(RangeError);
  });
});

describe('spans of large trees', () => {
  const size = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  it('are read from as many full subtrees as the logarithm of the size', () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (count, part) => {
        const index = Math.floor(count * part);
        const spans = inclusionSpans(index, count);
        const leafCount = spans.reduce((sum, { start, end }) => sum + (end - start), 0);
        const subtrees = spans.flatMap(subtreesOf);
        expect(leafCount).toBe(count - 1);
        expect(spans.length).toBeLessThanOrEqual(53);
        expect(subtrees.length).toBeLessThanOrEqual(106);
        expect(consistencySpans(index, count).flatMap(subtreesOf).length).toBeLessThanOrEqual(106);
      }),
      propertyRuns(),
    );
  });
  it('have the hash of the definition', async () => {
    const hashOf = async ({ level, index }: { level: number; index: number }) =>
      mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
    for (let end = 0; end <= SIZES; end++)
      expect(hex(await spanHash({ start: 0, end }, hashOf))).toBe(hex(rootAt(end)));
  });
});
