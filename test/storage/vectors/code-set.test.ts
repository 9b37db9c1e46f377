import { afterAll, expect, test } from 'vitest';
import { createCodeSets } from '../../../src/storage/vectors/code-sets.ts';
import { codeOf, idOf, manyCodes, naiveSearch, noisy, numbersFrom } from './naive.ts';

const here = createCodeSets({ threads: 1 });
/** Everything on two threads, in memories that a few blocks fill. */
const onThreads = createCodeSets({ threads: 2, smallBytes: 0, memoryBytes: 3 * 1024 ** 2 });
// The threads go on as long as a set uses the memory that they know.
onThreads.create(128).add(manyCodes(1, 128));
afterAll(() => Promise.all([here.close(), onThreads.close()]));

test.each([128, 384, 512, 640, 1024, 2048, 4224, 16_384])(
  'finds the nearest codes of %i bits',
  async (bits) => {
    const set = here.create(bits);
    const codes = manyCodes(301, bits);
    set.add(codes);
    const random = numbersFrom(bits);
    for (const limit of [1, 10, 500]) {
      const code = noisy(codes[limit % 301]?.code ?? codeOf(random, bits), 0.2, random);
      for (const maxDistance of [bits, Math.floor(bits * 0.48)]) {
        const query = { code, limit, maxDistance };
        const expected = naiveSearch(
          codes.map(({ id, code }) => [id, code]),
          query,
        );
        expect(await set.search(query)).toEqual(expected);
      }
    }
    await set.clear();
  },
);

/** Sizes at which blocks end: 64, twice as many each time, and 4,096. */
test.each([1, 63, 64, 65, 191, 192, 193, 4031, 8127, 8128, 8129, 12_225])(
  'finds the last of %i codes, here and on threads',
  async (count) => {
    const codes = manyCodes(count, 128);
    const last = codes.at(-1);
    if (!last) throw new Error('there are codes');
    for (const sets of [here, onThreads]) {
      const set = sets.create(128);
      set.add(codes);
      expect(await set.search({ code: last.code, limit: 1, maxDistance: 0 })).toEqual([
        { id: last.id, distance: 0 },
      ]);
      await set.clear();
    }
  },
);

test('random adding, replacing, removing and searching agree with comparing with everything', async () => {
  const random = numbersFrom(7);
  const bits = 256;
  for (const sets of [here, onThreads]) {
    const set = sets.create(bits);
    const reference = new Map<string, Uint8Array>();
    for (let step = 0; step < 60; step++) {
      const changed = Array.from({ length: Math.floor(random() * 400) }, () => ({
        id: idOf(Math.floor(random() * 3000)),
        code: codeOf(random, bits),
      }));
      if (random() < 0.6) {
        set.add(changed);
        for (const { id, code } of changed) reference.set(id, code);
      } else {
        set.remove(changed.map(({ id }) => id));
        for (const { id } of changed) reference.delete(id);
      }
      const query = { code: codeOf(random, bits), limit: 1 + Math.floor(random() * 30), maxDistance: 120 };
      expect(await set.search(query)).toEqual(naiveSearch(reference, query));
      expect(set.size).toBe(reference.size);
    }
    expect([...set.ids()].sort()).toEqual([...reference.keys()].sort());
    const absent = Array.from({ length: 3000 }, (_, n) => idOf(n)).filter(
      (id) => set.has(id) !== reference.has(id),
    );
    expect(absent).toEqual([]);
    await set.clear();
  }
});

test('equal distances come in the order of ids, also where the limit cuts', async () => {
  for (const sets of [here, onThreads]) {
    const set = sets.create(128);
    const code = codeOf(numbersFrom(3), 128);
    const numbers = Array.from({ length: 10_000 }, (_, n) => (n * 7919) % 10_000);
    set.add(numbers.map((n) => ({ id: idOf(n), code })));
    const hits = await set.search({ code, limit: 20, maxDistance: 5 });
    expect(hits.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => idOf(n)));
    await set.clear();
  }
});

test('a quick search finds what an exact one finds', async () => {
  const bits = 2048;
  const set = onThreads.create(bits);
  const random = numbersFrom(11);
  const codes = manyCodes(6000, bits, 5);
  set.add(codes);
  const people = Array.from({ length: 40 }, () => codeOf(random, bits));
  set.add(
    people.flatMap((person, p) =>
      Array.from({ length: 10 }, (_, n) => ({
        id: idOf(100_000 + p * 10 + n),
        code: noisy(person, 0.25 + 0.015 * n, random),
      })),
    ),
  );
  let [wanted, found] = [0, 0];
  for (const code of people) {
    const query = { code, limit: 10, maxDistance: 860 };
    const exact = await set.search(query);
    const quick = new Set((await set.search({ ...query, mode: 'quick' })).map(({ id }) => id));
    wanted += exact.length;
    found += exact.filter(({ id }) => quick.has(id)).length;
  }
  expect(wanted).toBeGreaterThanOrEqual(390);
  expect(found / wanted).toBeGreaterThan(0.99);
  await set.clear();
});

test('a code of another length, an id that is no UUID and a limit of none are refused; nothing is added', async () => {
  const set = here.create(128);
  const good = { id: idOf(1), code: new Uint8Array(16) };
  expect(() => set.add([good, { id: idOf(2), code: new Uint8Array(15) }])).toThrow(RangeError);
  expect(() => set.add([good, { id: 'ABC', code: new Uint8Array(16) }])).toThrow(RangeError);
  expect(set.size).toBe(0);
  const query = { code: new Uint8Array(16), limit: 10, maxDistance: 128 };
  await expect(set.search({ ...query, code: new Uint8Array(32) })).rejects.toThrow(RangeError);
  await expect(set.search({ ...query, limit: 0 })).rejects.toThrow(RangeError);
  expect(await set.search(query)).toEqual([]);
  for (const bits of [0, 100, -128, 32_768]) expect(() => here.create(bits)).toThrow(RangeError);
});
