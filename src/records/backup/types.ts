import type { CategoryId } from '../../policy/catalogue.ts';

/** Where entries of a back-up were; a ring's segments are one store. */
export type StoreName = 'relational' | 'logs' | 'ring' | 'apart';

/** One file of entries: of one store, account, category and UTC day of creation, or a piece of that. */
export interface Part {
  /** Keyed hash of what is in it, hex. */
  readonly name: string;
  readonly store: StoreName;
  readonly owner: string;
  readonly kind: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly entries: number;
  /** Of the sealed file. */
  readonly sizeBytes: number;
  /** Of the sealed file, hex. */
  readonly sha256: string;
}

export interface CategoryTotals {
  readonly category: string;
  /** With those that are kept apart. */
  readonly entries: number;
  readonly apart: number;
  readonly sizeBytes: number;
  /** What of it was not in the repository before. */
  readonly newBytes: number;
}

/** One instant of all stores, as its snapshot file says. */
export interface Snapshot {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  /** Of the ledger whose keys seal it. */
  readonly installation: string;
  /** Whether the ledger had a mirror: without one the back-up can be restored only beside this very ledger. */
  readonly mirrored: boolean;
  /** How far the log of receipts was; null when it was found broken. */
  readonly receipts: { readonly size: number; readonly root: string } | null;
  /** The highest id that a data key had had. */
  readonly lastKeyId: number;
  readonly entries: number;
  readonly parts: number;
  readonly sizeBytes: number;
  readonly newParts: number;
  readonly newBytes: number;
  /** Objects that went, by erasure or expiry, while the back-up was made. */
  readonly goneMeanwhile: number;
  readonly categories: readonly CategoryTotals[];
  /** The list of its parts, beside it. */
  readonly index: { readonly sizeBytes: number; readonly sha256: string };
}

/** How far a work is. */
export interface BackupProgress {
  readonly entries: number;
  readonly totalEntries: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export type OnProgress = (progress: BackupProgress) => void;

export interface CreateOptions {
  /** The repository's folder; made if it is not there. */
  readonly to: string;
  readonly dryRun?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface CreateReport {
  readonly dryRun: boolean;
  readonly snapshot: Snapshot;
  /** Parts removed that no snapshot refers to. */
  readonly swept: number;
  readonly warnings: readonly string[];
}

/** Why an entry of a back-up is not let in again. */
export type DropReason =
  /** Its data key was destroyed, or is not in this ledger. */
  | 'key-destroyed'
  /** It is on the erasure list. */
  | 'erased'
  | 'expired'
  /** The consent that it needs was withdrawn. */
  | 'withdrawn'
  /** Its account was closed. */
  | 'account-closed'
  /** No policy knows its category. */
  | 'unknown-category';

export interface RestoreReport {
  readonly dryRun: boolean;
  readonly snapshot: Snapshot;
  readonly folder: string;
  readonly restored: number;
  readonly sizeBytes: number;
  /** In their own stores. */
  readonly categories: readonly { readonly category: CategoryId; readonly count: number }[];
  /** Kept apart, as they were, or because of what happened since. */
  readonly apart: readonly { readonly category: CategoryId; readonly count: number }[];
  readonly dropped: Readonly<Record<DropReason, number>>;
  readonly ledger: {
    readonly mirrored: boolean;
    /** How many receipts it has. */
    readonly receipts: number;
    /** Instant of the last of them; null: there is none. */
    readonly lastReceiptAt: number | null;
    /** Whether it ends before the back-up was made. */
    readonly olderThanBackup: boolean;
  };
  readonly warnings: readonly string[];
}

export interface VerifyReport {
  readonly snapshots: number;
  readonly parts: number;
  readonly entries: number;
  readonly sizeBytes: number;
  /** Empty when all is as it was written. */
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
}

export interface PruneReport {
  readonly dryRun: boolean;
  readonly kept: readonly string[];
  readonly removed: readonly string[];
  readonly parts: number;
  readonly sizeBytes: number;
}

export type BackupErrorCode =
  | 'no-repository'
  | 'not-a-repository'
  | 'other-installation'
  | 'locked'
  | 'no-snapshot'
  | 'not-empty'
  | 'no-ledger';

/** What was asked for cannot be done; nothing was changed. */
export class BackupError extends Error {
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string) {
    super(message);
    this.name = 'BackupError';
    this.code = code;
  }
}
