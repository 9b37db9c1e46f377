import { openLedger, type Ledger } from './ledger.ts';
import type { MasterKeySource } from '../keys/master-key.ts';
import { openRootKeys, type RootKeys } from '../keys/root-keys.ts';
import { upgradeFolder } from './upgrade.ts';

export interface KeyedLedgerOptions {
  /** A second ledger on another disk; null: it has none any more; absent: it has none. */
  readonly mirrorFile?: string | null | undefined;
  /** Milliseconds since the epoch: when a new ledger's keys are made. */
  readonly now: number;
}

/**
 * Opens the ledger of a data folder and the roots in it; a folder of an older version is brought up to date first.
 * @throws MasterKeyError, LedgerMirrorError
 */
export const openKeyedLedger = async (
  folder: string,
  masterKey: MasterKeySource,
  { mirrorFile, now }: KeyedLedgerOptions,
): Promise<{ readonly ledger: Ledger; readonly roots: RootKeys }> => {
  const ledger = openLedger(folder, mirrorFile);
  try {
    await upgradeFolder(folder, ledger, masterKey, now);
    return { ledger, roots: await openRootKeys(ledger, masterKey, now) };
  } catch (error) {
    await ledger.close();
    throw error;
  }
};
