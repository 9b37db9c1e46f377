import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  category,
  categoryIds,
  type CategoryId,
  type StorableCategoryId,
} from '../../src/policy/catalogue.ts';
import { openBackups, type Backups } from '../../src/records/backup/backups.ts';
import { restoreBackup, type RestoreOptions } from '../../src/records/backup/restore.ts';
import type { RestoreReport } from '../../src/records/backup/types.ts';
import type { Needles } from '../../src/records/scan/needles.ts';
import type { StoredRecord, Subject, Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { MASTER_KEY, START, VaultOnDisk, putRequest } from './vault-on-disk.ts';

export const stored = categoryIds.filter((id): id is StorableCategoryId => category(id).medium !== 'none');

/** A vault whose ledger has a mirror on "another disk", with a repository on a third. */
export class BackedUpVault implements AsyncDisposable {
  readonly disk = new VaultOnDisk();
  readonly mirrorFile = join(this.disk.parent, 'mirror.db');
  readonly repository = join(this.disk.parent, 'back-ups');
  readonly #restored: Vault[] = [];
  #count = 0;
  #lost = false;

  static async open(mirrored = true): Promise<BackedUpVault> {
    const opened = new BackedUpVault();
    const { folder, clock } = opened.disk;
    const mirrorFile = mirrored ? opened.mirrorFile : undefined;
    opened.disk.vault = await openVault({ folder, masterKey: MASTER_KEY, clock, mirrorFile });
    return opened;
  }

  get vault(): Vault {
    return this.disk.vault;
  }

  newFolder(): string {
    this.#count += 1;
    return join(this.disk.parent, `machine-${this.#count}`, 'data');
  }

  /** As on a new machine: the repository, the mirror and the master key are all there is. */
  restore(options: Partial<RestoreOptions> = {}): Promise<RestoreReport> {
    return restoreBackup({
      from: this.repository,
      folder: this.newFolder(),
      ledgerFile: this.mirrorFile,
      masterKey: MASTER_KEY,
      now: this.disk.clock.now(),
      ...options,
    });
  }

  async openRestored(folder: string, mirrorFile: string | undefined = undefined): Promise<Vault> {
    const { clock } = this.disk;
    const vault = await openVault({ folder, masterKey: MASTER_KEY, clock, mirrorFile });
    this.#restored.push(vault);
    return vault;
  }

  /** Nobody writes to the old folder any more. */
  async loseMachine(): Promise<void> {
    await this.vault.close();
    this.#lost = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const vault of this.#restored) await vault.close();
    if (this.#lost) rmSync(this.disk.parent, { recursive: true });
    else await this.disk[Symbol.asyncDispose]();
  }
}

export const canary = (label: string): string => `canary-${label}-${randomBytes(6).toString('hex')}`;

export interface Planted {
  readonly id: string;
  readonly needles: Needles;
  readonly person: Subject;
  readonly request: Subject;
  readonly consentId: string;
}

/** A record of a category with what only the test knows in every field that can hold it. */
export const plant = async (
  vault: Vault,
  id: StorableCategoryId,
  appId: string,
  { jurisdiction }: { jurisdiction?: string } = {},
): Promise<Planted> => {
  const needles: Record<string, string | Uint8Array> = {};
  const given: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(category(id).fields)) {
    const needle = `${id}.${name}`;
    if (type === 'text') given[name] = needles[needle] = canary(name);
    if (type === 'bytes') given[name] = needles[needle] = randomBytes(3_000);
    if (type === 'json') given[name] = { nested: [(needles[needle] = canary(name))] };
  }
  for (const name of ['appId', 'day', 'item']) if (name in given) delete needles[`${id}.${name}`];
  if ('appId' in given) given['appId'] = appId;
  const person: Subject = { kind: 'person', value: canary('person') };
  const request: Subject = { kind: 'request', value: canary('request') };
  const consentId = canary('consent');
  if (category(id).needsConsent) {
    const subjects: Subject[] = [{ kind: 'consent', value: consentId }];
    const terms = { event: 'given', at: START, expiresAt: START * 2, ageBand: 'of-age', language: 'en' };
    const scope = { consentId, category: id, fields: Object.keys(category(id).fields) };
    await vault.put([putRequest('base.consent', { appId, subjects }, { appId, ...terms, ...scope })]);
  }
  const context = {
    appId,
    subjects: [person, request],
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(category(id).needsConsent ? { consentId } : {}),
  };
  const [recordId = ''] = await vault.put([putRequest(id, context, given)]);
  return { id: recordId, needles, person, request, consentId };
};

/** Everything that can be read, by id. */
export const everything = async (
  vault: Vault,
  ids: readonly StorableCategoryId[] = stored,
): Promise<ReadonlyMap<string, StoredRecord>> => {
  const all = new Map<string, StoredRecord>();
  for (const id of ids) for (const record of await vault.find(id, {})) all.set(record.id, record);
  return all;
};

/** Counts by category of all that is held, restricted or not. */
export const heldOf = async (vault: Vault): Promise<Readonly<Record<string, readonly number[]>>> =>
  Object.fromEntries(
    (await vault.holdings())
      .filter(({ count, restricted }) => count + restricted > 0)
      .map(({ category: id, count, restricted, sizeBytes, keptLate }) => [
        id,
        [count, restricted, sizeBytes, keptLate],
      ]),
  );

export const countOf = (report: RestoreReport, id: CategoryId): number =>
  report.categories.find(({ category: one }) => one === id)?.count ?? 0;

export const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

export const backupsOf = ({ repository, mirrorFile }: BackedUpVault): Promise<Backups> =>
  openBackups({ folder: repository, ledgerFile: mirrorFile, masterKey: MASTER_KEY });
