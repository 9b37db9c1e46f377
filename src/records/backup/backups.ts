import { existsSync } from 'node:fs';
import { openForReading } from '../../storage/sql/sqlite.ts';
import { createSecretKey } from 'node:crypto';
import type { LedgerTables } from '../ledger/ledger.ts';
import { MasterKeyError, readMaster, type MasterKeySource } from '../keys/master-key.ts';
import { readRoots } from '../keys/root-keys.ts';
import { backupKeys, type BackupKeys } from './backup-keys.ts';
import { pruneBackups } from './prune.ts';
import { openRepository, whileLocked } from './repository.ts';
import { readSnapshots } from './snapshot-files.ts';
import { BackupError, type PruneReport, type Snapshot, type VerifyReport } from './types.ts';
import { verifyBackup, type VerifyOptions } from './verify.ts';

export interface BackupsOptions {
  /** The repository's folder. */
  readonly folder: string;
  /** The ledger, or its mirror. It is only read. */
  readonly ledgerFile: string;
  readonly masterKey: MasterKeySource;
}

/** The back-ups in a repository, looked at without the data folder. */
export interface Backups {
  /** Newest first. */
  list(): Promise<readonly Snapshot[]>;
  verify(options?: VerifyOptions): Promise<VerifyReport>;
  /** @param options.keep how many of the newest stay */
  prune(options: { keep: number; dryRun?: boolean | undefined }): Promise<PruneReport>;
}

/** @throws BackupError, MasterKeyError */
export const openBackups = async ({ folder, ledgerFile, masterKey }: BackupsOptions): Promise<Backups> => {
  const keys = await keysFrom(ledgerFile, masterKey);
  const repository = await openRepository(folder, keys);
  return {
    list: () => readSnapshots(repository),
    verify: (options) => verifyBackup(repository, options),
    prune: (options) =>
      options.dryRun
        ? pruneBackups(repository, options)
        : whileLocked(folder, () => pruneBackups(repository, options)),
  };
};

const keysFrom = async (ledgerFile: string, masterKey: MasterKeySource): Promise<BackupKeys> => {
  if (!existsSync(ledgerFile))
    throw new BackupError(
      'no-ledger',
      'There is no ledger here, and none of it but its keys opens a back-up',
    );
  const ledger = openForReading<LedgerTables>(ledgerFile);
  try {
    const roots = await readRoots(ledger.db, readMaster(masterKey));
    const root = roots.find(({ use }) => use === 'backup');
    if (!root) throw new MasterKeyError('The master key is not the one that this ledger was made with');
    return backupKeys(createSecretKey(root.key));
  } finally {
    await ledger.close();
  }
};
