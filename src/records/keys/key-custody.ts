import { existsSync } from 'node:fs';
import type { Clock } from '../../lib/clock.ts';
import { openKeyedLedger } from '../ledger/keyed-ledger.ts';
import { countRows, keyStatusOf, type KeyStatus } from './key-status.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  createMasterKeyFile,
  createNextKey,
  masterOf,
  readMaster,
  readMasterKey,
  readNextKey,
  swapInNextKey,
  type Master,
  type MasterKeySource,
} from './master-key.ts';
import {
  beginRotation,
  retireOldMasters,
  rewrapDataKeys,
  RotationError,
  rotationOf,
  type Rotation,
} from './rotate.ts';
import type { RootKeys } from './root-keys.ts';

/** begun: both keys open the ledger; re-wrapping: data keys; swapped: the key file is the new one; retired: the old key opens nothing. */
export interface RotationProgress {
  readonly step: 'key-made' | 'begun' | 're-wrapping' | 're-wrapped' | 'swapped' | 'retired';
  readonly done: number;
  readonly total: number;
}

export interface RotationReport {
  readonly dryRun: boolean;
  /** Data keys that were, or would be, wrapped anew. */
  readonly dataKeys: number;
  /** Fingerprint of the new master key; null on a dry run that would make one. */
  readonly to: string | null;
  /** Whether the old master key opens nothing any more. */
  readonly retired: boolean;
}

export interface RotateOptions {
  readonly dryRun?: boolean;
  /** Where the new key is; made if there is none. Needed when the key in use is given by the environment. */
  readonly newKeyFile?: string;
  /** Gives up a rotation to yet another key. */
  readonly abandon?: boolean;
  readonly onProgress?: (progress: RotationProgress) => void;
}

/** The keys of a data folder, without the records: what an operator looks at and rotates while others serve. */
export interface KeyCustody extends AsyncDisposable {
  status(): Promise<KeyStatus>;
  /**
   * Replaces the master key. A key file is swapped and the old key retired; a key that is given stays valid until
   * `retire`. What a kill interrupts is completed by calling it again.
   * @throws RotationError, MasterKeyError
   */
  rotate(options?: RotateOptions): Promise<RotationReport>;
  /** Destroys all that other master keys than the one in use open. @throws RotationError */
  retire(): Promise<void>;
}

export interface KeyCustodyOptions {
  readonly folder: string;
  readonly masterKey: MasterKeySource;
  /** Where the key in use is kept; null: it is given. */
  readonly keyFile: string | null;
  readonly mirrorFile?: string | null | undefined;
  readonly clock: Clock;
}

/** @throws MasterKeyError, LedgerMirrorError */
export const openKeyCustody = async (options: KeyCustodyOptions): Promise<KeyCustody> => {
  const { folder, masterKey, keyFile, mirrorFile, clock } = options;
  const { ledger, roots } = await openKeyedLedger(folder, masterKey, { mirrorFile, now: clock.now() });
  const held: Held = { ledger, roots, masterKey, keyFile, now: () => clock.now() };
  return {
    status: () =>
      keyStatusOf(ledger, {
        master: readMaster(masterKey),
        from: keyFile === null ? 'given' : 'file',
        mirrorFile: mirrorFile ?? null,
        now: clock.now(),
      }),
    rotate: (rotateOptions = {}) => rotate(held, rotateOptions),
    retire: () => retireOldMasters(ledger, readMaster(masterKey)),
    [Symbol.asyncDispose]: () => ledger.close(),
  };
};

interface Held {
  readonly ledger: Ledger;
  readonly roots: RootKeys;
  readonly masterKey: MasterKeySource;
  readonly keyFile: string | null;
  now(): number;
}

const rotate = async (held: Held, options: RotateOptions): Promise<RotationReport> => {
  const { ledger, roots, keyFile } = held;
  const { dryRun = false, newKeyFile, onProgress = () => undefined } = options;
  const tell = (step: RotationProgress['step'], done = 0, total = 0): void =>
    onProgress({ step, done, total });
  if (keyFile === null && newKeyFile === undefined)
    throw new RotationError('The master key is given by the environment: name a file for the new one');
  if (keyFile !== null && newKeyFile !== undefined)
    throw new RotationError('The master key is kept in a file, which is replaced: no other file is needed');
  if (dryRun)
    return { dryRun, dataKeys: await countRows(ledger.db, 'data_keys'), to: null, retired: keyFile !== null };

  const current = readMaster(held.masterKey);
  const underWay = await rotationOf(ledger.db);
  // The file was swapped before a kill: only the end is missing.
  if (keyFile !== null && underWay?.to === current.fingerprint) {
    await rewrapDataKeys(ledger, roots);
    await retireOldMasters(ledger, current);
    tell('retired');
    return { dryRun, dataKeys: 0, to: current.fingerprint, retired: true };
  }
  const next = keyFile === null ? masterIn(newKeyFile ?? '') : nextMasterBeside(keyFile, underWay);
  tell('key-made');
  // Beside a key file the next key has one place: if another is there now, the one before it is lost.
  const abandon = options.abandon ?? keyFile !== null;
  await beginRotation(ledger, { current, next, now: held.now(), abandon });
  tell('begun');
  let dataKeys = 0;
  await rewrapDataKeys(ledger, roots, ({ done, total }) => {
    dataKeys = done;
    tell('re-wrapping', done, total);
  });
  tell('re-wrapped', dataKeys, dataKeys);
  if (keyFile === null) return { dryRun, dataKeys, to: next.fingerprint, retired: false };
  swapInNextKey(keyFile);
  tell('swapped');
  await retireOldMasters(ledger, next);
  tell('retired');
  return { dryRun, dataKeys, to: next.fingerprint, retired: true };
};

const masterIn = (file: string): Master => {
  if (!existsSync(file)) createMasterKeyFile(file);
  return masterOf(readMasterKey(file));
};

/** The key that waits there if the rotation under way is to it; else a new one, for what was left there is of no use. */
const nextMasterBeside = (keyFile: string, underWay: Rotation | null): Master => {
  const waiting = readNextKey(keyFile);
  const master = waiting && masterOf(waiting);
  return master && master.fingerprint === underWay?.to ? master : masterOf(createNextKey(keyFile));
};
