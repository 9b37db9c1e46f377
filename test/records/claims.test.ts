import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Claims } from '../../src/records/claims.ts';
import { LETHE_SCHEMA, type LetheTables } from '../../src/records/schema.ts';
import type { Stores } from '../../src/records/stores.ts';
import type { Subject, Vault } from '../../src/records/types.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { openSqlite, type SqlFile } from '../../src/storage/sql/sqlite.ts';
import { APP, VaultOnDisk } from './vault-on-disk.ts';

const task: Subject = { kind: 'task', value: 'quokka' };

let disk: VaultOnDisk;
let other: Vault;
beforeEach(async () => {
  disk = await VaultOnDisk.open();
  other = await disk.another();
});
afterEach(async () => {
  await other.close();
  await disk[Symbol.asyncDispose]();
});

it('is held by one, until it is let go', async () => {
  const claims = await Promise.all([disk.vault, other, disk.vault, other].map((v) => v.claim(APP, task)));
  const held = claims.flatMap((claim) => claim ?? []);
  expect(held).toHaveLength(1);
  expect(await other.claim('1250000002', task)).not.toBeNull();
  await held[0]?.release();
  const again = await other.claim(APP, task);
  expect(again).not.toBeNull();
  expect(await disk.vault.claim(APP, task)).toBeNull();
  // A look at all files takes nothing from anybody.
  expect(await scanFolder(disk.folder, { quokka: 'quokka' })).toEqual([]);
  expect(await disk.vault.claim(APP, task)).toBeNull();
});

it('is free when its process has closed the folder', async () => {
  const third = await disk.another();
  expect(await third.claim(APP, task)).not.toBeNull();
  expect(await disk.vault.claim(APP, task)).toBeNull();
  await third.close();
  expect(await disk.vault.claim(APP, task)).not.toBeNull();
  expect(readdirSync(join(disk.folder, 'alive'))).toHaveLength(1);
});

it('is free at once when its process was killed', async () => {
  const child = fork(join(import.meta.dirname, 'claiming-process.ts'), [disk.folder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [told] = (await once(child, 'message')) as [unknown];
  expect(told).toEqual({ isHeld: true });
  expect(await disk.vault.claim(APP, task)).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await other.claim(APP, task)).not.toBeNull();
});

it('is had by turns: who waits is the next, however many come where it is now', async () => {
  const order: string[] = [];
  const work = (vault: Vault, name: string) =>
    vault.alone(APP, task, async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} out`);
    });
  const many = Array.from({ length: 12 }, () => work(disk.vault, 'here'));
  await new Promise((resolve) => setTimeout(resolve, 8));
  await Promise.all([work(other, 'there'), ...many]);
  for (let i = 0; i < order.length; i += 2) expect(order[i + 1]).toBe(order[i]?.replace('in', 'out'));
  expect(order).toHaveLength(26);
  expect(order.indexOf('there in')).toBeLessThan(24);
  await expect(disk.vault.alone(APP, task, () => Promise.reject(new Error('failed')))).rejects.toThrow(
    'failed',
  );
  expect(await other.claim(APP, task)).not.toBeNull();
});

/** One process's claims, on a disk that may be full. */
class OnFullDisk {
  isFull = false;
  readonly file: SqlFile<LetheTables>;
  readonly claims: Claims;

  constructor(folder: string) {
    this.file = openSqlite<LetheTables>(join(folder, 'claims.db'), LETHE_SCHEMA);
    const lazily: SqlFile<LetheTables>['lazily'] = (work) =>
      this.isFull ? Promise.reject(new Error('disk full')) : this.file.lazily(work);
    const index = { token: (...parts: string[]) => parts.join(' ') } as Stores['index'];
    this.claims = new Claims(folder, { lethe: { ...this.file, lazily }, index });
  }

  async close(): Promise<void> {
    this.claims.close();
    await this.file.close();
  }
}

it('is not held for ever where the disk was full when it was let go, or waited for', async () => {
  const [here, there] = [new OnFullDisk(disk.folder), new OnFullDisk(disk.folder)];
  const claim = await here.claims.take(APP, task);
  here.isFull = true;
  await claim?.release();
  here.isFull = false;
  const again = await here.claims.take(APP, task);
  expect(again).not.toBeNull();
  await claim?.release();
  expect(await here.claims.take(APP, task)).toBeNull();
  const waiting = expect(there.claims.alone(APP, task, () => Promise.resolve(1))).rejects.toThrow('full');
  const next = async () => (await here.file.db.selectFrom('claims').select('next').execute())[0]?.next;
  while (!(await next())) await new Promise((resolve) => setTimeout(resolve, 2));
  // What fails is how it is looked at whose turn it is, and then giving up is possible again.
  there.file.db.executeQuery = () => Promise.reject(new Error('disk full'));
  await waiting;
  expect(await next()).toBe('');
  await again?.release();
  expect(await here.file.db.selectFrom('claims').selectAll().execute()).toEqual([]);
  await Promise.all([here.close(), there.close()]);
});

it('leaves nothing of processes that are gone', async () => {
  const alive = join(disk.folder, 'alive');
  mkdirSync(alive, { recursive: true });
  const gone = [randomUUID(), randomUUID(), randomUUID()] as const;
  for (const id of gone) writeFileSync(join(alive, id), '');
  const mine = new OnFullDisk(disk.folder);
  const rows = [
    { token: 'a', holder: gone[0], next: '' },
    { token: 'b', holder: '', next: gone[1] },
    { token: 'c', holder: gone[1], next: gone[2] },
  ];
  await mine.file.db.insertInto('claims').values(rows).execute();
  const claim = await mine.claims.take(APP, task);
  expect(readdirSync(alive)).toHaveLength(1);
  expect(await mine.file.db.selectFrom('claims').select('token').execute()).toHaveLength(1);
  await claim?.release();
  await mine.close();
  expect(readdirSync(alive)).toEqual([]);
});
