import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRing, type Ring } from '../../src/storage/ring/ring.ts';
import { describeEntryStore, entry } from './entry-store-contract.ts';

describeEntryStore('a ring', async (folder) => openRing(folder, 2_000_000_000));

describe('a ring', () => {
  const BOUND = 2_000_000;
  const ENTRY_BYTES = 60_000;
  let folder: string;
  let ring: Ring;
  const big = (n: number) => entry({ createdAt: n, sealed: randomBytes(ENTRY_BYTES), tokens: [`t${n}`] });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ring-'));
    ring = openRing(folder, BOUND);
  });
  afterEach(async () => {
    await ring.close();
    rmSync(folder, { recursive: true });
  });
  const fill = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n++) {
      await ring.insert([big(n)]);
      expect(ring.sizeBytes()).toBeLessThanOrEqual(BOUND);
    }
  };

  it('never grows past its bound, and drops the oldest first', async () => {
    await fill(60);
    const kept = (await ring.heads({}, 1_000)).map(({ createdAt }) => createdAt).sort((a, b) => a - b);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length * ENTRY_BYTES).toBeLessThan(BOUND);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => 60 - kept.length + 1 + i));
  });

  it('erases single entries in whatever segment they are', async () => {
    await fill(12);
    expect(readdirSync(folder).filter((name) => name.endsWith('.db')).length).toBeGreaterThan(2);
    const wanted = await ring.heads({ tokens: ['t2', 't11'] }, 10);
    expect(wanted).toHaveLength(2);
    expect(await ring.remove(wanted.map(({ id }) => id))).toBe(2);
    expect(await ring.count({})).toBe(10);
  });

  it('gives back the room of segments that are empty', async () => {
    await fill(12);
    const before = ring.sizeBytes();
    await ring.remove((await ring.heads({}, 1_000)).map(({ id }) => id));
    expect(ring.sizeBytes()).toBeLessThan(before / 3);
    await ring.insert([big(31)]);
    expect(await ring.count({})).toBe(1);
  });

  it('notices that another process dropped a segment', async () => {
    await fill(10);
    const other = openRing(folder, 800_000);
    for (let n = 11; n < 30; n++) await other.insert([big(n)]);
    expect(await ring.count({})).toBe(await other.count({}));
    await ring.insert([big(99)]);
    expect((await other.find({}, 1))[0]?.createdAt).toBe(99);
    await other.close();
  });
});
