import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  openKeyCustody,
  type KeyCustody,
  type RotationProgress,
} from '../../src/records/keys/key-custody.ts';
import { readMasterKey, readOrCreateMasterKey } from '../../src/records/keys/master-key.ts';
import type { Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { MASTER_KEY, START, VaultOnDisk, putRequest } from './vault-on-disk.ts';

const person = (value: string) => ({ kind: 'person', value }) as const;
const template = (value: string) =>
  putRequest('face.features', { subjects: [person(value)], sealedFor: person(value) });
const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `person-${i}`);

/** A folder whose master key is in a file, with a data key for each person. */
class FolderWithKeyFile implements AsyncDisposable {
  readonly disk = new VaultOnDisk();
  readonly keyFile = join(this.disk.parent, 'data.master.key');

  static async open(people: number): Promise<FolderWithKeyFile> {
    const opened = new FolderWithKeyFile();
    readOrCreateMasterKey(opened.keyFile);
    opened.disk.vault = await opened.vault();
    await opened.disk.vault.put(numbered(people).map(template));
    return opened;
  }

  vault(folder = this.disk.folder): Promise<Vault> {
    return openVault({ folder, masterKey: () => readMasterKey(this.keyFile), clock: this.disk.clock });
  }

  custody(): Promise<KeyCustody> {
    const { keyFile, disk } = this;
    const masterKey = (): Uint8Array => readMasterKey(keyFile);
    return openKeyCustody({ folder: disk.folder, masterKey, keyFile, clock: disk.clock });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disk[Symbol.asyncDispose]();
  }
}

const readable = async (vault: Vault): Promise<number> =>
  (await vault.find('face.features', { limit: 100_000 })).length;

const rootRows = (folder: string): { use: string; generation: number; master: string }[] => {
  using database = new DatabaseSync(join(folder, 'ledger.db'));
  return database.prepare('select use, generation, master from root_keys').all() as never;
};

describe('rotating a master key that is kept in a file', () => {
  it('wraps every data key anew without touching records, and leaves nothing that the old key opens', async () => {
    await using setup = await FolderWithKeyFile.open(1_200);
    const { disk, keyFile } = setup;
    const oldKey = readMasterKey(keyFile);
    const oldWrapped = wrappedKeys(disk.folder);
    const recordsBefore = sealedRecords(disk.folder);
    const events: RotationProgress[] = [];
    await using keys = await setup.custody();
    const report = await keys.rotate({ onProgress: (event) => events.push(event) });
    expect(report).toMatchObject({ dryRun: false, dataKeys: 1_200, retired: true });
    expect(events.map(({ step }) => step)).toEqual([
      'key-made',
      'begun',
      're-wrapping',
      're-wrapping',
      're-wrapping',
      're-wrapped',
      'swapped',
      'retired',
    ]);
    expect(sealedRecords(disk.folder)).toEqual(recordsBefore);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(existsSync(`${keyFile}.next`)).toBe(false);
    // The vault that was open all the time goes on, and so does one that is opened now.
    expect(await readable(disk.vault)).toBe(1_200);
    await disk.vault.put([template('later')]);
    await using again = await openedFor(setup);
    expect(await readable(again.vault)).toBe(1_201);

    const stolen = join(disk.parent, 'stolen');
    mkdirSync(stolen);
    cpSync(join(disk.folder, 'ledger.db'), join(stolen, 'ledger.db'));
    await expect(openVault({ folder: stolen, masterKey: oldKey, clock: disk.clock })).rejects.toThrow(
      'not the one',
    );
    const bytes = readFileSync(join(stolen, 'ledger.db'));
    expect(oldWrapped.filter((wrapped) => bytes.includes(wrapped))).toEqual([]);
    const status = await keys.status();
    expect(status.master.valid).toEqual([status.master.fingerprint]);
    expect(status.generations.map(({ generation, dataKeys }) => [generation, dataKeys])).toEqual([
      [2, 1_201],
    ]);
  });

  it('may be done again and again', async () => {
    await using setup = await FolderWithKeyFile.open(3);
    await using keys = await setup.custody();
    for (let round = 0; round < 3; round++) await keys.rotate();
    expect(rootRows(setup.disk.folder).filter(({ use }) => use === 'wrapping')).toMatchObject([
      { generation: 4 },
    ]);
    expect(await readable(setup.disk.vault)).toBe(3);
  });

  it('only says what it would do on a dry run', async () => {
    await using setup = await FolderWithKeyFile.open(3);
    const before = readFileSync(setup.keyFile);
    await using keys = await setup.custody();
    expect(await keys.rotate({ dryRun: true })).toEqual({
      dryRun: true,
      dataKeys: 3,
      to: null,
      retired: true,
    });
    expect(readFileSync(setup.keyFile)).toEqual(before);
    expect(rootRows(setup.disk.folder)).toHaveLength(5);
  });

  // 1: the key is made, 2: begun, 3 to 5: batches, 6: re-wrapped, 7: swapped, 8: retired.
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'survives a kill at step %i, and is completed by the next',
    async (killAt) => {
      await using setup = await FolderWithKeyFile.open(1_200);
      const { disk, keyFile } = setup;
      await disk.vault.close();
      const child = fork(
        join(import.meta.dirname, 'rotating-process.ts'),
        [disk.folder, keyFile, String(killAt)],
        {
          execPath: process.execPath,
          execArgv: [],
        },
      );
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(signal).toBe('SIGKILL');
      disk.vault = await setup.vault();
      expect(await readable(disk.vault)).toBe(1_200);
      await disk.vault.put([template('later')]);
      await using keys = await setup.custody();
      await keys.rotate();
      const status = await keys.status();
      expect(status.rotation).toBeNull();
      expect(status.master.valid).toEqual([status.master.fingerprint]);
      expect(status.generations.map(({ dataKeys }) => dataKeys)).toEqual([1_201]);
      expect(await readable(disk.vault)).toBe(1_201);
      await using again = await openedFor(setup);
      expect(await readable(again.vault)).toBe(1_201);
    },
  );

  it('begins anew when a kill has left half a key', async () => {
    await using setup = await FolderWithKeyFile.open(2);
    writeFileSync(`${setup.keyFile}.next`, 'abcdef', { mode: 0o600 });
    await using keys = await setup.custody();
    expect((await keys.rotate()).retired).toBe(true);
    expect(await readable(setup.disk.vault)).toBe(2);
  });

  it('stops no other process that writes and reads all the time', async () => {
    await using setup = await FolderWithKeyFile.open(2_000);
    const { disk, keyFile } = setup;
    const child = fork(join(import.meta.dirname, 'busy-process.ts'), [disk.folder, keyFile], {
      execPath: process.execPath,
      execArgv: [],
    });
    const rounds: number[] = [];
    let written: string[] = [];
    child.on('message', (message: number | { written: string[] }) => {
      if (typeof message === 'number') rounds.push(message);
      else written = message.written;
    });
    const ended = once(child, 'exit');
    await once(child, 'message');
    await using keys = await setup.custody();
    for (let round = 0; round < 2; round++) {
      const before = rounds.length;
      await keys.rotate();
      while (rounds.length < before + 3) await once(child, 'message');
    }
    child.send('stop');
    expect(await ended).toEqual([0, null]);
    expect(written.length).toBe(rounds.at(-1));
    expect(await readable(disk.vault)).toBe(2_000 + written.length);
    const { generations } = await keys.status();
    expect(generations.map(({ generation }) => generation)).toEqual([3]);
  });
});

describe('rotating a master key that is given', () => {
  const custodyOf = (disk: VaultOnDisk, masterKey: Uint8Array): Promise<KeyCustody> =>
    openKeyCustody({ folder: disk.folder, masterKey, keyFile: null, clock: disk.clock });

  it('leaves both valid until the old one is retired', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([template('a')]);
    const newKeyFile = join(disk.parent, 'new.key');
    {
      await using keys = await custodyOf(disk, MASTER_KEY);
      await expect(keys.rotate()).rejects.toThrow('name a file');
      expect(await keys.rotate({ newKeyFile })).toMatchObject({ dataKeys: 1, retired: false });
      expect((await keys.status()).rotation).toMatchObject({ remaining: 0, startedAt: START });
      await expect(keys.retire()).rejects.toThrow('old master key is in use');
      const another = join(disk.parent, 'another.key');
      await expect(keys.rotate({ newKeyFile: another })).rejects.toThrow('under way');
    }
    expect(statSync(newKeyFile).mode & 0o777).toBe(0o600);
    const newKey = readMasterKey(newKeyFile);
    await disk.vault.put([template('b')]);
    const restarted = await openVault({ folder: disk.folder, masterKey: newKey, clock: disk.clock });
    expect(await readable(restarted)).toBe(2);
    const stillOld = await disk.another();
    expect(await readable(stillOld)).toBe(2);
    await stillOld.close();
    {
      await using keys = await custodyOf(disk, newKey);
      await expect(keys.rotate({ newKeyFile: join(disk.parent, 'third.key') })).rejects.toThrow(
        'retire the old',
      );
      await keys.retire();
      expect((await keys.status()).rotation).toBeNull();
    }
    await expect(disk.another()).rejects.toThrow('not the one');
    expect(await readable(restarted)).toBe(2);
    await restarted.close();
    const reopened = await openVault({ folder: disk.folder, masterKey: newKey, clock: disk.clock });
    expect(await readable(reopened)).toBe(2);
    await reopened.close();
  });

  it('can be begun to another key when the first is lost', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([template('a')]);
    const [lost, found] = [join(disk.parent, 'lost.key'), join(disk.parent, 'found.key')];
    await using keys = await custodyOf(disk, MASTER_KEY);
    await keys.rotate({ newKeyFile: lost });
    await keys.rotate({ newKeyFile: found, abandon: true });
    const masterKey = readMasterKey(lost);
    await expect(openVault({ folder: disk.folder, masterKey, clock: disk.clock })).rejects.toThrow(
      'not the one',
    );
    await using successor = await custodyOf(disk, readMasterKey(found));
    await successor.retire();
    const opened = await openVault({
      folder: disk.folder,
      masterKey: readMasterKey(found),
      clock: disk.clock,
    });
    expect(await readable(opened)).toBe(1);
    await opened.close();
  });

  it('refuses the key that is in use', async () => {
    await using disk = await VaultOnDisk.open();
    const same = join(disk.parent, 'same.key');
    writeFileSync(same, Buffer.from(MASTER_KEY).toString('hex'), { mode: 0o600 });
    await using keys = await custodyOf(disk, MASTER_KEY);
    await expect(keys.rotate({ newKeyFile: same })).rejects.toThrow('in use already');
    await expect(custodyOf(disk, randomBytes(32))).rejects.toThrow('not the one');
  });
});

const openedFor = async (setup: FolderWithKeyFile): Promise<AsyncDisposable & { vault: Vault }> => {
  const vault = await setup.vault();
  return { vault, [Symbol.asyncDispose]: () => vault.close() };
};

const wrappedKeys = (folder: string): Buffer[] => {
  using database = new DatabaseSync(join(folder, 'ledger.db'));
  const rows = database
    .prepare('select wrapped from data_keys union all select wrapped from root_keys')
    .all();
  return rows.map((row) => Buffer.from(row['wrapped'] as Uint8Array));
};

const sealedRecords = (folder: string): unknown[] => {
  using database = new DatabaseSync(join(folder, 'lethe.db'));
  return database.prepare('select id, sealed from entries order by id').all();
};
