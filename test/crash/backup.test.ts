import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackups } from '../../src/records/backup/backups.ts';
import { openVault } from '../../src/records/vault.ts';
import { BackedUpVault, everything } from '../records/backup-drill.ts';
import { APP, MASTER_KEY, callRecords, putRequest } from '../records/vault-on-disk.ts';

const CALLS = 2_000;
const OBJECTS = 40;

/** Runs it, and kills it after so many messages; false when it was done before. */
const killed = async (args: readonly string[], afterMessages: number): Promise<boolean> => {
  const script = join(import.meta.dirname, '..', 'records', 'backup-process.ts');
  const child = fork(script, args, { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: 'ignore' });
  let messages = 0;
  let done = false;
  child.on('message', (message) => {
    if (message === 'done') done = true;
    else if (++messages === afterMessages) child.kill('SIGKILL');
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(done ? [0, null] : [null, 'SIGKILL']).toEqual([code, signal]);
  return !done;
};

let drill: BackedUpVault;
beforeAll(async () => {
  drill = await BackedUpVault.open();
  for (let i = 0; i < CALLS / 100; i++)
    await drill.vault.put(Array.from({ length: 100 }, () => callRecords(randomUUID())).flat());
  const audio = new Uint8Array(200_000).fill(5);
  for (let i = 0; i < OBJECTS; i++) await drill.vault.put([putRequest('asr.audio', {}, { audio })]);
});
afterAll(() => drill[Symbol.asyncDispose]());

const backups = () =>
  openBackups({ folder: drill.repository, ledgerFile: drill.mirrorFile, masterKey: MASTER_KEY });

describe('kill -9', () => {
  it('of a back-up leaves no half of one, and what the next one uses', async () => {
    const { folder, clock } = drill.disk;
    const original = await everything(drill.vault);
    await drill.vault.close();
    let kills = 0;
    for (const messages of [1, 3, 5, 8, 12])
      if (await killed(['create', drill.repository, folder, drill.mirrorFile], messages)) {
        kills += 1;
        if (!existsSync(join(drill.repository, 'repository'))) continue;
        const { problems } = await (await backups()).verify();
        for (const { problem } of problems)
          expect(problem).toMatch(/referred to by no snapshot|does not belong here/);
      }
    expect(kills).toBeGreaterThan(1);
    drill.disk.vault = await openVault({
      folder,
      masterKey: MASTER_KEY,
      clock,
      mirrorFile: drill.mirrorFile,
    });
    await drill.vault.backup({ to: drill.repository });
    expect((await (await backups()).verify()).problems).toEqual([]);
    const restored = await drill.openRestored((await drill.restore()).folder);
    expect(await everything(restored)).toEqual(original);
  });

  it('of a restore leaves no folder, and nothing that the next one does not clear away', async () => {
    await drill.vault.backup({ to: drill.repository });
    const folder = drill.newFolder();
    mkdirSync(dirname(folder), { recursive: true });
    let kills = 0;
    for (const messages of [1, 4, 8])
      if (await killed(['restore', drill.repository, folder, drill.mirrorFile], messages)) {
        kills += 1;
        expect(existsSync(folder)).toBe(false);
      }
    expect(kills).toBe(3);
    await drill.restore({ folder });
    expect(readdirSync(dirname(folder))).toEqual(['data']);
    const restored = await drill.openRestored(folder);
    expect((await restored.find('ocr.monitoring', { appId: APP })).length).toBe(CALLS);
  });
});
