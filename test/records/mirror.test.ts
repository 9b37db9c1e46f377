import { copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { ledgerFromMirror } from '../../src/records/ledger/ledger-mirror.ts';
import { openKeyCustody } from '../../src/records/keys/key-custody.ts';
import type { Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { DAY_MS } from '../../src/lib/clock.ts';
import { MirroredVault, person, tables, template } from './mirrored-vault.ts';
import { APP, MASTER_KEY, countsOf, putRequest } from './vault-on-disk.ts';

const peopleIn = async (vault: Vault): Promise<number> => (await vault.find('face.features', {})).length;

const startWriter = ({ disk, mirrorFile }: MirroredVault): ChildProcess =>
  fork(join(import.meta.dirname, 'mirrored-process.ts'), [disk.folder, mirrorFile], {
    execPath: process.execPath,
    execArgv: [],
  });

describe('the mirror of the ledger', () => {
  it('holds whatever the ledger holds', async () => {
    await using setup = await MirroredVault.open();
    const { disk, ledgerFile, mirrorFile } = setup;
    await disk.vault.put([template('a'), template('b'), putRequest('asr.results')]);
    await disk.vault.erase({ appId: APP, subject: person('a') });
    disk.clock.advance(9 * DAY_MS);
    await disk.vault.expire();
    expect(tables(mirrorFile)).toEqual(tables(ledgerFile));
    expect(tables(mirrorFile)['data_keys']).toHaveLength(1);
    expect((await setup.status()).mirror).toEqual({ file: mirrorFile, differences: 0 });
  });

  it('is filled when it is empty, and may come later', async () => {
    await using setup = await MirroredVault.open();
    const { disk, ledgerFile, mirrorFile } = setup;
    await disk.vault.put([template('a')]);
    await disk.vault.close();
    rmSync(mirrorFile);
    const without = await setup.another(null);
    await expect(setup.another()).rejects.toThrow('without its mirror');
    await without.close();
    disk.vault = await setup.another();
    expect(tables(mirrorFile)).toEqual(tables(ledgerFile));
  });

  it('keeps an erasure from being done as long as it cannot be written', async () => {
    await using setup = await MirroredVault.open();
    const { disk, otherDisk, mirrorFile } = setup;
    await disk.vault.put([template('a')]);
    renameSync(otherDisk, `${otherDisk}-gone`);
    const erasing = disk.vault.erase({ appId: APP, subject: person('a') });
    await expect(erasing).rejects.toThrow();
    expect(await disk.vault.receipts()).toEqual([]);
    expect(tables(join(`${otherDisk}-gone`, 'ledger-mirror.db'))['data_keys']).toHaveLength(1);
    renameSync(`${otherDisk}-gone`, otherDisk);
    await disk.vault.erase({ appId: APP, subject: person('a') });
    expect(tables(mirrorFile)['data_keys']).toEqual([]);
    expect(await countsOf(disk.vault)).toEqual({});
  });

  it('has to be the file that was opened', async () => {
    await using setup = await MirroredVault.open();
    const { disk, mirrorFile } = setup;
    await disk.vault.put([template('a')]);
    renameSync(mirrorFile, `${mirrorFile}.aside`);
    copyFileSync(`${mirrorFile}.aside`, mirrorFile);
    await expect(disk.vault.put([template('b')])).rejects.toThrow('not where it was');
    await expect(disk.vault.erase({ appId: APP, subject: person('a') })).rejects.toThrow();
    expect(await peopleIn(disk.vault)).toBe(1);
    await setup.reopen();
    expect(await peopleIn(disk.vault)).toBe(1);
    await disk.vault.erase({ appId: APP, subject: person('a') });
    expect(await peopleIn(disk.vault)).toBe(0);
  });

  it('is not left out once it is there, unless it is given up', async () => {
    await using setup = await MirroredVault.open();
    const { disk } = setup;
    await disk.vault.put([template('a')]);
    await disk.vault.close();
    await expect(disk.another()).rejects.toThrow('LETHE_LEDGER_MIRROR');
    disk.vault = await setup.another(null);
    await disk.reopen();
    expect(await peopleIn(disk.vault)).toBe(1);
    await disk.vault.close();
    await expect(setup.another()).rejects.toThrow('gone on without');
    disk.vault = await disk.another();
  });

  it('of another installation is refused', async () => {
    await using setup = await MirroredVault.open();
    await using other = await MirroredVault.open();
    await setup.disk.vault.put([template('a')]);
    await setup.disk.vault.close();
    await expect(setup.another(other.mirrorFile)).rejects.toThrow('another installation');
    await expect(setup.another(setup.mirrorFile, join(setup.disk.parent, 'new'))).rejects.toThrow(
      'no ledger here',
    );
    setup.disk.vault = await setup.another();
    expect(await peopleIn(setup.disk.vault)).toBe(1);
  });

  it('that cannot be opened keeps the vault shut', async () => {
    await using setup = await MirroredVault.open();
    const nowhere = join(setup.disk.parent, 'no-such-disk', 'mirror.db');
    await expect(setup.another(nowhere)).rejects.toThrow('Is its disk there');
  });
});

describe('a disk that is rolled back', () => {
  /** Copies everything but the mirror, goes on, and puts the copies back. */
  const rolledBack = async (setup: MirroredVault, goOn: () => Promise<unknown>): Promise<void> => {
    const { disk } = setup;
    const snapshot = join(disk.parent, 'snapshot');
    await disk.vault.close();
    cpSync(disk.folder, snapshot, { recursive: true });
    disk.vault = await setup.another();
    await goOn();
    await disk.vault.close();
    rmSync(disk.folder, { recursive: true });
    renameSync(snapshot, disk.folder);
    disk.vault = await setup.another();
  };

  it('brings nothing back that was erased or is due', async () => {
    await using setup = await MirroredVault.open();
    const { disk, ledgerFile, mirrorFile } = setup;
    await disk.vault.put([template('a'), template('b'), putRequest('asr.results')]);
    await rolledBack(setup, async () => {
      await disk.vault.erase({ appId: APP, subject: person('a') });
      await disk.vault.put([template('c')]);
    });
    expect(await disk.vault.find('face.features', { subject: person('a') })).toEqual([]);
    expect(await disk.vault.find('face.features', { subject: person('b') })).toHaveLength(1);
    expect(await disk.vault.receipts()).toHaveLength(1);
    expect(tables(mirrorFile)).toEqual(tables(ledgerFile));
    // New keys never get the ids of those that were made or destroyed meanwhile.
    const ids = (): number[] => (tables(ledgerFile)['data_keys'] as { id: number }[]).map(({ id }) => id);
    const before = Math.max(...ids());
    await disk.vault.put([template('d')]);
    expect(Math.max(...ids())).toBeGreaterThan(before);
    expect(before).toBeGreaterThanOrEqual(4);
  });

  it('brings no subject back that was closed', async () => {
    await using setup = await MirroredVault.open();
    const { disk } = setup;
    const sealedFor = person('a');
    await disk.vault.put([template('a')]);
    await rolledBack(setup, () => disk.vault.closeSubject(APP, sealedFor));
    expect(await disk.vault.find('face.features', { subject: sealedFor })).toEqual([]);
    await expect(disk.vault.put([template('a')])).rejects.toThrow('no-consent');
  });

  it('brings no retired master key back', async () => {
    await using setup = await MirroredVault.open();
    const { disk, mirrorFile } = setup;
    await disk.vault.put([template('a')]);
    const oldRoots = (tables(mirrorFile)['root_keys'] as { wrapped: Uint8Array }[]).map(({ wrapped }) =>
      Buffer.from(wrapped),
    );
    const newKeyFile = join(disk.parent, 'new.key');
    const masterKey = new Uint8Array(32).fill(9);
    writeFileSync(newKeyFile, Buffer.from(masterKey).toString('hex'), { mode: 0o600 });
    await expect(
      rolledBack(setup, async () => {
        const { folder, clock } = disk;
        const options = { folder, keyFile: null, mirrorFile, clock };
        await using old = await openKeyCustody({ ...options, masterKey: MASTER_KEY });
        await old.rotate({ newKeyFile });
        await using successor = await openKeyCustody({ ...options, masterKey });
        await successor.retire();
      }),
    ).rejects.toThrow('not the one');
    disk.vault = await openVault({ folder: disk.folder, masterKey, clock: disk.clock, mirrorFile });
    expect(await peopleIn(disk.vault)).toBe(1);
    const [ledger, mirror] = [readFileSync(setup.ledgerFile), readFileSync(mirrorFile)];
    expect(oldRoots).toHaveLength(5);
    expect(oldRoots.filter((wrapped) => ledger.includes(wrapped) || mirror.includes(wrapped))).toEqual([]);
  });

  it('is refused when the receipts contradict one another', async () => {
    await using setup = await MirroredVault.open();
    const { disk, mirrorFile } = setup;
    await disk.vault.put([template('a'), template('b')]);
    await disk.vault.erase({ appId: APP, subject: person('a') });
    await disk.vault.erase({ appId: APP, subject: person('b') });
    await disk.vault.close();
    {
      using mirror = new DatabaseSync(mirrorFile);
      mirror.exec("delete from receipts where idx = 1; update receipts set mac = 'other' where idx = 0");
    }
    await expect(setup.another()).rejects.toThrow('contradict');
    rmSync(mirrorFile);
    disk.vault = await setup.another();
    expect((await disk.vault.verifyReceipts()).ok).toBe(true);
  });
});

describe('a ledger that is lost', () => {
  it('is made of its mirror, in an empty folder or among the records', async () => {
    await using setup = await MirroredVault.open();
    const { disk, ledgerFile, mirrorFile } = setup;
    await disk.vault.put([template('a'), template('b')]);
    await disk.vault.erase({ appId: APP, subject: person('a') });
    await disk.vault.close();
    const before = readFileSync(mirrorFile);
    rmSync(ledgerFile);
    ledgerFromMirror(mirrorFile, disk.folder);
    expect(readFileSync(mirrorFile)).toEqual(before);
    expect(() => ledgerFromMirror(mirrorFile, disk.folder)).toThrow('has a ledger');
    disk.vault = await setup.another();
    expect(await peopleIn(disk.vault)).toBe(1);
    expect((await disk.vault.verifyReceipts()).ok).toBe(true);
    const fresh = join(disk.parent, 'fresh');
    mkdirSync(fresh);
    ledgerFromMirror(mirrorFile, fresh);
    const without = await setup.another(undefined, fresh).catch((error: unknown) => error);
    expect(without).not.toBeInstanceOf(Error);
    await (without as Vault).close();
    const missing = join(disk.parent, 'missing.db');
    expect(() => ledgerFromMirror(missing, join(disk.parent, 'elsewhere'))).toThrow('no mirror');
  });
});

describe('two processes on one mirrored ledger', () => {
  it('do not stand in one another’s way', async () => {
    await using setup = await MirroredVault.open();
    const { disk, ledgerFile, mirrorFile } = setup;
    const child = startWriter(setup);
    let rounds = 0;
    child.on('message', () => (rounds += 1));
    await once(child, 'message');
    for (let round = 0; round < 10 || rounds < 5; round++) {
      await disk.vault.put([template(`own-${round}`)]);
      await disk.vault.erase({ appId: APP, subject: person(`own-${round}`) });
      await new Promise(setImmediate);
    }
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(tables(mirrorFile)).toEqual(tables(ledgerFile));
    expect((await disk.vault.verifyReceipts()).ok).toBe(true);
  });
});

describe('a process that is killed while it writes to both', () => {
  it('leaves them in step', async () => {
    await using setup = await MirroredVault.open();
    const { disk, ledgerFile, mirrorFile } = setup;
    await disk.vault.close();
    for (let round = 0; round < 3; round++) {
      const child = startWriter(setup);
      await once(child, 'message');
      await new Promise((resolve) => setTimeout(resolve, 20 + 37 * round));
      child.kill('SIGKILL');
      await once(child, 'exit');
      // Opening them one by one undoes what was not committed in both; nothing is reconciled yet.
      expect(tables(mirrorFile)).toEqual(tables(ledgerFile));
    }
    disk.vault = await setup.another();
    expect((await disk.vault.verifyReceipts()).ok).toBe(true);
  });
});
