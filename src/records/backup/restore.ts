import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { compose, type Policy } from '../../policy/compose.ts';
import { tryLock } from '../../storage/sql/file-lock.ts';
import { HOLD_CATEGORY } from '../apart/holds.ts';
import { syncFolder, type MasterKeySource } from '../keys/master-key.ts';
import { ReceiptHeads } from '../receipts/receipt-heads.ts';
import { openStores, type Stores } from '../stores.ts';
import { Admission } from './admission.ts';
import { backupKeys } from './backup-keys.ts';
import { bringLedger, rootAt, type LedgerFacts } from './ledger-facts.ts';
import { openRepository, type Repository } from './repository.ts';
import { RestoreSink } from './restore-sink.ts';
import { restoreWarnings } from './restore-warnings.ts';
import { chooseSnapshot, readIndex } from './snapshot-files.ts';
import { BackupError, type OnProgress, type Part, type RestoreReport, type Snapshot } from './types.ts';

export interface RestoreOptions {
  /** The repository's folder. */
  readonly from: string;
  /** A name, the end of one, or `latest`, which it is if absent. */
  readonly snapshot?: string | undefined;
  /** Where the data folder is to be: empty, or not there. */
  readonly folder: string;
  /** The mirror of the ledger, or the ledger itself. It is only read. */
  readonly ledgerFile: string;
  readonly masterKey: MasterKeySource;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly policy?: Policy | undefined;
  /** Nothing but the ledger is written, and that is removed again. */
  readonly dryRun?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Makes a data folder from a back-up and the ledger of now: what was erased, withdrawn or is due does not come back. The
 * folder is there as a whole or not at all.
 * @throws BackupError, BackupDamaged, LedgerMirrorError, MasterKeyError; no folder is left then
 */
export const restoreBackup = async (options: RestoreOptions): Promise<RestoreReport> => {
  const folder = resolve(options.folder);
  await mkdir(dirname(folder), { recursive: true });
  const lockFile = `${folder}.restoring.lock`;
  const lock = tryLock(lockFile);
  if (!lock) throw new BackupError('locked', 'Somebody else is restoring into this folder');
  const staging = `${folder}.restoring-${process.pid}`;
  try {
    await assertEmpty(folder);
    await removeLeft(folder);
    await mkdir(staging, { mode: 0o700 });
    const report = await restoreInto(staging, folder, options);
    if (!options.dryRun) {
      syncFolder(staging);
      await rename(staging, folder);
      syncFolder(dirname(folder));
    }
    return report;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(lockFile, { force: true });
    lock.release();
  }
};

const assertEmpty = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0)
    throw new BackupError('not-empty', 'A back-up is restored into an empty folder, or a new one');
};

/** What a kill has left of an earlier attempt; whoever holds the lock knows that nobody is at work in it. */
const removeLeft = async (folder: string): Promise<void> => {
  const prefix = `${basename(folder)}.restoring-`;
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(prefix)) await rm(join(dirname(folder), name), { recursive: true, force: true });
};

const restoreInto = async (
  staging: string,
  folder: string,
  options: RestoreOptions,
): Promise<RestoreReport> => {
  const { masterKey, now, policy = compose(), dryRun = false } = options;
  const { facts, allowMirror } = await bringLedger(options.ledgerFile, staging);
  const stores = await openStores(staging, masterKey, policy, { now });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await stores.close();
    open = false;
  };
  try {
    const repository = await openRepository(options.from, backupKeys(stores.roots.backup));
    const snapshot = await chooseSnapshot(repository, options.snapshot);
    if (snapshot.installation !== facts.installation)
      throw new BackupError('other-installation', 'This snapshot is of another installation than the ledger');
    const admission = new Admission(stores, policy, now);
    const sink = new RestoreSink(stores, admission, { dryRun, snapshot, onProgress: options.onProgress });
    await restoreParts(repository, snapshot, admission, sink);
    const broken = await receiptsBroken(stores, snapshot, facts);
    const heads = new ReceiptHeads(stores.ledger, stores.lethe, stores.roots.receipts);
    const head = await heads.current();
    if (head) await heads.publish(head);
    await close();
    await allowMirror();
    const { receipts, lastReceiptAt, mirrored } = facts;
    const olderThanBackup = receipts < (snapshot.receipts?.size ?? 0) || facts.lastKeyId < snapshot.lastKeyId;
    const ledger = { mirrored, receipts, lastReceiptAt, olderThanBackup };
    const warnings = restoreWarnings({ ledger, broken, unknownOrders: sink.unknownOrders });
    return { dryRun, snapshot, folder, ...sink.totals(), ledger, warnings };
  } finally {
    await close();
  }
};

/** Holds first, for they say what else is kept; rings last and by day, for they turn in the order of insertion. */
const restoreParts = async (
  repository: Repository,
  snapshot: Snapshot,
  admission: Admission,
  sink: RestoreSink,
): Promise<void> => {
  const isHold = ({ kind, store }: Part): boolean => kind === HOLD_CATEGORY && store === 'relational';
  const holds: Part[] = [];
  const rings: Part[] = [];
  for await (const part of readIndex(repository, snapshot)) {
    if (isHold(part)) holds.push(part);
    if (part.store === 'ring') rings.push(part);
  }
  for (const part of holds) await sink.take(repository, part, { alsoDry: true });
  await sink.flush({ alsoDry: true });
  sink.takeBack(HOLD_CATEGORY, await admission.heedHolds());
  for await (const part of readIndex(repository, snapshot))
    if (!isHold(part) && part.store !== 'ring') await sink.take(repository, part);
  for (const part of rings.toSorted((a, b) => a.day.localeCompare(b.day))) await sink.take(repository, part);
  await sink.flush();
};

/** Whether the ledger's receipts are not those that the back-up knew, and more. */
const receiptsBroken = async (
  { ledger }: Stores,
  { receipts }: Snapshot,
  facts: LedgerFacts,
): Promise<boolean> =>
  receipts !== null &&
  facts.receipts >= receipts.size &&
  (await rootAt(ledger.db, receipts.size)) !== receipts.root;
