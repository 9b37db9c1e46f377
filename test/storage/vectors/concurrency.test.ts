import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { Arenas } from '../../../src/storage/vectors/arenas.ts';
import { MemoryCodeSet } from '../../../src/storage/vectors/code-set.ts';
import { createCodeSets } from '../../../src/storage/vectors/code-sets.ts';
import { readUuid } from '../../../src/storage/vectors/id-words.ts';
import { layoutOf } from '../../../src/storage/vectors/layout.ts';
import { quickBounds } from '../../../src/storage/vectors/quick-bounds.ts';
import { scratchPlaces, SearchThreads } from '../../../src/storage/vectors/search-threads.ts';
import type { Code } from '../../../src/storage/vectors/types.ts';
import { codeOf, distanceOf, idOf, manyCodes, numbersFrom } from './naive.ts';

const BITS = 2048;

test('searches beside changes find what stays, nothing torn and nothing that was removed', async () => {
  const sets = createCodeSets({ threads: 2, smallBytes: 0 });
  const set = sets.create(BITS);
  const random = numbersFrom(23);
  const codes = new Map(manyCodes(9000, BITS).map(({ id, code }) => [id, code]));
  set.add([...codes].map(([id, code]) => ({ id, code })));
  const [staying] = [...codes];
  if (!staying) throw new Error('there are codes');
  // Each id has one of these two codes: any other distance would be of a torn one.
  const [one, other] = [codeOf(random, BITS), codeOf(random, BITS)];
  const changing = Array.from({ length: 300 }, (_, n) => idOf(50_000 + n));
  const query = { code: one, limit: 500, maxDistance: BITS };
  for (let round = 0; round < 15; round++) {
    const asked = [
      // Looked at as soon as it is there: what is removed later may be in it.
      set.search(query).then((hits) => ({ hits, gone: hits.filter(({ id }) => !set.has(id)) })),
      set.search({ ...query, code: staying[1], limit: 1 }),
    ] as const;
    for (let step = 0; step < 6; step++) {
      set.add(changing.map((id, n) => ({ id, code: (n + step + round) % 2 ? one : other })));
      await turn();
      if (step % 2) set.remove(changing.slice(0, 150));
    }
    const [{ hits, gone }, [stayed]] = await Promise.all(asked);
    expect(gone).toEqual([]);
    expect(stayed).toEqual({ id: staying[0], distance: 0 });
    const possible = [0, distanceOf(one, other)];
    for (const { id, distance } of hits) {
      const code = codes.get(id);
      if (code) expect(distance).toBe(distanceOf(one, code));
      else expect(possible).toContain(distance);
    }
  }
  await sets.close();
});

test('a thread that dies costs no answer', async () => {
  const workers: Worker[] = [];
  const seen = (worker: Worker): void => void workers.push(worker);
  process.on('worker', seen);
  const sets = createCodeSets({ threads: 2, smallBytes: 0 });
  const set = sets.create(BITS);
  const codes = manyCodes(2000, BITS);
  set.add(codes);
  const last = codes.at(-1);
  if (!last) throw new Error('there are codes');
  const query = { code: last.code, limit: 1, maxDistance: 10 };
  const expected = [{ id: last.id, distance: 0 }];
  expect(await set.search(query)).toEqual(expected);
  expect(workers).toHaveLength(2);
  const asked = set.search(query);
  const ended = workers[0]?.terminate();
  expect(await asked).toEqual(expected);
  await ended;
  expect(await set.search(query)).toEqual(expected);
  expect(workers.length).toBeGreaterThan(2);
  // Threads end with the memory that they know, so that it is given back.
  await set.clear();
  expect(sets.sizeBytes()).toBe(0);
  expect(workers.map(({ threadId }) => threadId)).toEqual(workers.map(() => -1));
  await sets.close();
  process.off('worker', seen);
});

test('what is removed is overwritten, so is what was looked for, and everything when a set is cleared', async () => {
  const layout = layoutOf(BITS);
  const arenas = new Arenas(1024 ** 2, scratchPlaces(1));
  const threads = new SearchThreads(1, 1024 ** 2);
  // Keeps the memory in use while the set's blocks come and go.
  const { arena } = arenas.take(64);
  const [first, second, query] = manyCodes(3, BITS);
  if (!first || !second || !query) throw new Error('there are three');
  const holds = ({ id, code }: Code): readonly boolean[] => {
    const memory = Buffer.from(arena.bytes);
    const words = new Uint32Array(4);
    readUuid(id, words);
    return [
      code.subarray(0, layout.prefixBytes),
      code.subarray(layout.prefixBytes),
      new Uint8Array(words.buffer),
    ].map((part) => memory.includes(Buffer.from(part)));
  };
  const [all, nothing] = [
    [true, true, true],
    [false, false, false],
  ];
  for (const smallBytes of [Number.MAX_SAFE_INTEGER, 0]) {
    const shared = {
      arenas,
      threads,
      smallBytes,
      sets: new Set<MemoryCodeSet>(),
      quickBounds: quickBounds(),
    };
    const set = new MemoryCodeSet(layout, shared);
    set.add([first, second]);
    expect([holds(first), holds(second)]).toEqual([all, all]);
    set.remove([second.id]);
    expect([holds(first), holds(second)]).toEqual([all, nothing]);
    expect(await set.search({ code: query.code, limit: 3, maxDistance: BITS })).toHaveLength(1);
    expect(holds(query)).toEqual(nothing);
    set.add([second]);
    await set.clear();
    expect([holds(first), holds(second)]).toEqual([nothing, nothing]);
  }
  await threads.close();
});

test('a set of few codes takes little memory, and a slot that became free is used again', async () => {
  const sets = createCodeSets();
  const set = sets.create(BITS);
  set.add(manyCodes(40, BITS));
  const { length } = new Uint8Array(BITS / 8);
  const before = sets.sizeBytes();
  expect(before).toBeLessThan(64 * (length + 64));
  for (let round = 0; round < 50; round++) {
    const codes = manyCodes(40, BITS, round + 2);
    set.remove(codes.map(({ id }) => id));
    set.add(codes);
  }
  expect(sets.sizeBytes()).toBe(before);
  await sets.close();
});
