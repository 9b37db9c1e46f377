import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogIndex, type LogEntry, type LogIndex } from '../../src/storage/logs/log-index.ts';
import { tryLock } from '../../src/storage/sql/file-lock.ts';
import { openSnapshot } from '../../src/storage/sql/snapshot.ts';

const entry = (id: string, createdAt = 1): LogEntry => ({
  id,
  kind: 'kind',
  owner: 'owner',
  region: 'here',
  jurisdiction: null,
  createdAt,
  visibleUntil: 5,
  removeAt: 6,
  keyId: 7,
  sizeBytes: 3,
  tokens: ['a', 'b'],
  once: null,
  sealed: new Uint8Array([1, 2, 3]),
  words: ['some', 'words'],
});

let folder: string;
let file: string;
let logs: LogIndex;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-snapshot-'));
  file = join(folder, 'logs.db');
  logs = openLogIndex(file);
  await logs.insert([entry('second', 2), entry('first', 1)]);
});
afterEach(async () => {
  await logs.close();
  rmSync(folder, { recursive: true });
});

describe('a snapshot', () => {
  it('holds what was there at its instant, in order, with all that was inserted', async () => {
    const snapshot = openSnapshot(file);
    await logs.insert([entry('third', 3)]);
    await logs.remove(['first']);
    expect([snapshot.count, snapshot.sizeBytes]).toEqual([2, 6]);
    expect([...snapshot.entries()]).toEqual([entry('first', 1), entry('second', 2)]);
    snapshot.close();
  });

  it('makes nobody wait for long, once only, and for nothing when it has ended', async () => {
    const snapshot = openSnapshot(file);
    await logs.remove(['first']);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    const settle = async (): Promise<number> => {
      const started = performance.now();
      await logs.settle();
      return performance.now() - started;
    };
    expect(await settle()).toBeLessThan(5_000);
    expect(turns).toBeGreaterThan(10);
    clearInterval(timer);
    // The quickest of a few: the machine may do much else.
    expect(Math.min(await settle(), await settle(), await settle())).toBeLessThan(500);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    snapshot.close();
    await logs.settle();
    expect(statSync(`${file}-wal`).size).toBe(0);
  });
});

it('a file lock is held by one at a time', () => {
  const lock = tryLock(join(folder, 'lock'));
  expect(lock).not.toBeNull();
  expect(tryLock(join(folder, 'lock'))).toBeNull();
  lock?.release();
  tryLock(join(folder, 'lock'))?.release();
  expect(statSync(join(folder, 'lock')).size).toBe(0);
});
