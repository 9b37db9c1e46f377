import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openKeyCustody } from '../../src/records/keys/key-custody.ts';
import type { KeyStatus } from '../../src/records/keys/key-status.ts';
import type { Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { MASTER_KEY, VaultOnDisk, putRequest } from './vault-on-disk.ts';

export const person = (value: string) => ({ kind: 'person', value }) as const;
/** A face template that only its person's key opens. */
export const template = (value: string) =>
  putRequest('face.features', { subjects: [person(value)], sealedFor: person(value) });

/** A vault whose ledger has a mirror on "another disk": a folder that can be taken away. */
export class MirroredVault implements AsyncDisposable {
  readonly disk = new VaultOnDisk();
  readonly otherDisk = join(this.disk.parent, 'other-disk');
  readonly mirrorFile = join(this.otherDisk, 'ledger-mirror.db');
  readonly ledgerFile = join(this.disk.folder, 'ledger.db');

  static async open(): Promise<MirroredVault> {
    const opened = new MirroredVault();
    mkdirSync(opened.otherDisk);
    opened.disk.vault = await opened.another();
    return opened;
  }

  another(
    mirrorFile: string | null | undefined = this.mirrorFile,
    folder = this.disk.folder,
  ): Promise<Vault> {
    return openVault({ folder, masterKey: MASTER_KEY, clock: this.disk.clock, mirrorFile });
  }

  async reopen(): Promise<void> {
    await this.disk.vault.close();
    this.disk.vault = await this.another();
  }

  async status(): Promise<KeyStatus> {
    const { mirrorFile, disk } = this;
    const { folder, clock } = disk;
    await using keys = await openKeyCustody({
      folder,
      masterKey: MASTER_KEY,
      keyFile: null,
      mirrorFile,
      clock,
    });
    return await keys.status();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disk[Symbol.asyncDispose]();
  }
}

/** Every row of a ledger, by table. */
export const tables = (file: string): Record<string, unknown[]> => {
  using database = new DatabaseSync(file);
  const names = database.prepare("select name from sqlite_schema where type = 'table' order by name").all();
  return Object.fromEntries(
    names.map(({ name }) => [String(name), database.prepare(`select * from ${String(name)}`).all()]),
  );
};
