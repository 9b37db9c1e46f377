import { beforeEach, describe, expect, it } from 'vitest';
import type { Vault } from '../../../src/records/types.ts';
import type { Groups } from '../../../src/registry/people/groups.ts';
import { MemberCounts } from '../../../src/registry/people/member-counts.ts';

/** What a vault counts, and when it answers. */
let there: number;
let version: number;
let counted: number;
let answering: Promise<unknown>;
let tell: Parameters<Vault['watch']>[0];
let counts: MemberCounts;

beforeEach(() => {
  [there, version, counted, answering] = [0, 1, 0, Promise.resolve()];
  const vault = {
    foreignVersion: () => version,
    count: async () => {
      const [now] = [there, (counted += 1)];
      await answering;
      return now;
    },
    watch: (listener) => {
      tell = listener;
      return () => undefined;
    },
  } satisfies Partial<Vault> as unknown as Vault;
  const groups = { get: () => Promise.resolve({ generation: 1, older: [] }) } as unknown as Groups;
  counts = new MemberCounts(vault, groups);
});

const people = async (): Promise<number> => (await counts.of('app', 'g')).people;

describe('how many people a group has', () => {
  it('is never said before they are counted', async () => {
    there = 3;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    answering = promise;
    const asked = [people(), people()];
    resolve(undefined);
    expect(await Promise.all(asked)).toEqual([3, 3]);
    expect(counted).toBe(2);
  });

  it('has those who come while it is counted', async () => {
    there = 3;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    answering = promise;
    const before = people();
    await Promise.resolve();
    there = 4;
    counts.added('app', 'g', { people: 1, faces: 1 });
    const after = people();
    resolve(undefined);
    expect(await Promise.all([before, after])).toEqual([3, 4]);
  });

  it('is counted again when somebody went, or another process wrote', async () => {
    there = 3;
    expect(await people()).toBe(3);
    there = 2;
    tell({ gone: ['x'], cameBackTo: [] });
    expect(await people()).toBe(2);
    there = 7;
    version += 1;
    expect(await people()).toBe(7);
  });

  it('is of a large group what it was, until it is counted', async () => {
    there = 30_000;
    expect(await people()).toBe(30_000);
    there = 30_001;
    version += 1;
    expect(await people()).toBe(30_000);
    await expect.poll(people).toBe(30_001);
    there = 29_999;
    tell({ gone: ['x'], cameBackTo: [] });
    expect(await people()).toBe(29_999);
  });
});
