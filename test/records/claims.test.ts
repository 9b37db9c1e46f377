import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Subject, Vault } from '../../src/records/types.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
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
