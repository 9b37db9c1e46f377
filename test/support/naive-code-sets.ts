import type { CodeHit, CodeSet, CodeSets } from '../../src/storage/vectors/types.ts';

const bitsOf = (byte: number): number => {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count += 1;
  return count;
};

const distanceOf = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + bitsOf(byte ^ (b[i] ?? 0)), 0);

/** Sets that compare with every code, one after the other. */
export const naiveCodeSets = (): CodeSets => {
  const all = new Set<Map<string, Uint8Array>>();
  const create = (bits: number): CodeSet => {
    const codes = new Map<string, Uint8Array>();
    all.add(codes);
    return {
      get size() {
        return codes.size;
      },
      add: (list) => {
        if (list.some(({ code }) => code.length !== bits / 8)) throw new RangeError('Another length');
        for (const { id, code } of list) codes.set(id, code);
      },
      remove: (ids) => ids.forEach((id) => codes.delete(id)),
      has: (id) => codes.has(id),
      ids: () => [...codes.keys()],
      search: ({ code, limit, maxDistance }) => {
        const hits = [...codes].map(([id, one]): CodeHit => ({ id, distance: distanceOf(one, code) }));
        const near = hits.filter(({ distance }) => distance <= maxDistance);
        near.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
        return Promise.resolve(near.slice(0, limit));
      },
      clear: () => {
        codes.clear();
        return Promise.resolve();
      },
    };
  };
  return {
    create,
    sizeBytes: () => [...all].reduce((sum, codes) => sum + codes.size * 256, 0),
    close: () => {
      for (const codes of all) codes.clear();
      return Promise.resolve();
    },
  };
};
