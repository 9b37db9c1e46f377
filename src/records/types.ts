import type { CategoryId, RecordOf, StorableCategoryId } from '../policy/catalogue.ts';
import type { ScanOptions, ScanReport } from './scan/types.ts';
import type {
  ConsistencyProof,
  ErasureCertificate,
  ReceiptKey,
  ReceiptProof,
  SignedTreeHead,
} from '../proof/formats.ts';
import type { CreateOptions, CreateReport } from './backup/types.ts';

/** What a stored record can be found and erased by. Kept only as a keyed hash, never in clear. */
export type SubjectKind = 'person' | 'request' | 'task' | 'consent' | 'account' | 'ip' | 'voice' | 'group' | 'face';

export interface Subject {
  readonly kind: SubjectKind;
  readonly value: string;
}

/** What comes with a record: whose it is, where it was made, whom it is about. */
export interface RecordContext {
  readonly appId: string;
  /** Service region, as in `X-TC-Region`. */
  readonly region: string;
  /** ISO 3166-1 alpha-2 code of the data subject's jurisdiction, where it is known. */
  readonly jurisdiction?: string;
  readonly subjects: readonly Subject[];
  /** The record's data key is destroyed with this subject (a person, a task, ...). Absent: keyed by category and expiry day. */
  readonly sealedFor?: Subject;
  /** Identification Data is refused without it. */
  readonly consentId?: string;
  /** Id of a record of the account: this one is refused once that one is erased or due. */
  readonly onlyWith?: string;
}

/** A record to write, together with what comes with it. */
export type PutRequest<C extends StorableCategoryId = StorableCategoryId> = {
  [K in C]: { readonly category: K; readonly record: RecordOf<K>; readonly context: RecordContext };
}[C];

/** What was used by one call, added to the account's Transactions in the same commit as its records. */
export interface Usage {
  readonly appId: string;
  /** UTC day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Item of the price list. */
  readonly item: string;
  /** Calls, or seconds of audio. */
  readonly volume: number;
  /** ISO 3166-1 alpha-2 code of the account's jurisdiction, whose floors on payments bind. */
  readonly jurisdiction?: string;
}

export interface StoredRecord<C extends CategoryId = CategoryId> {
  readonly id: string;
  readonly category: C;
  readonly appId: string;
  readonly region: string;
  readonly createdAt: number;
  /** When it will be gone; null when no rule bounds it in time. */
  readonly deadline: number | null;
  readonly record: RecordOf<C>;
}

export interface FindQuery {
  readonly appId?: string;
  readonly subject?: Subject;
  /** Created at or after, milliseconds since the epoch. */
  readonly since?: number;
  /** Created before, milliseconds since the epoch. */
  readonly until?: number;
  readonly limit?: number;
}

export interface Holding {
  readonly category: CategoryId;
  /** Without those that are restricted; with those that are kept late, if there were any. */
  readonly count: number;
  /** Kept apart because a law demands it for longer than the promise allows; nobody can read them. */
  readonly restricted: number;
  readonly sizeBytes: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  readonly nextDeadline: number | null;
  /** Records that are still there although their deadline has passed. Must be 0. */
  readonly keptLate: number;
}

/** What to erase. `appId` always bounds it; without `subject` everything of the account goes. */
export interface ErasureTarget {
  readonly appId: string;
  readonly subject?: Subject;
  /** Absent: every category. */
  readonly categories?: readonly CategoryId[];
}

/**
 * An order that something be kept although it is due (a legal hold), or be kept from use (a restriction, GDPR art. 18).
 * What it covers is moved apart: sealed anew, out of every search, bill and log.
 */
export interface Hold {
  readonly id: string;
  readonly appId: string;
  /** Reference of the order; never personal data. */
  readonly reason: string;
  /** Absent: everything of the account. */
  readonly subject?: Subject;
  /** Absent: every category. */
  readonly categories?: readonly CategoryId[];
  /** at-once: a restriction; it comes back when the hold is released in time. when-due: only instead of going. */
  readonly apart: 'at-once' | 'when-due';
  readonly placedAt: number;
  /** Milliseconds since the epoch; absent: until it is released. */
  readonly until?: number;
  readonly releasedAt?: number;
}

export interface HoldReport {
  readonly dryRun: boolean;
  readonly hold: Hold;
  /** What is, or would be, moved apart (placing), let go or brought back (releasing). */
  readonly steps: readonly {
    readonly category: CategoryId;
    readonly action: 'apart' | 'erase' | 'return' | 'stay';
    readonly count: number;
  }[];
  /** Absent on a dry run. */
  readonly receiptId?: string;
}

export interface ErasureStep {
  readonly store: string;
  readonly category: CategoryId;
  /** restrict: a law demands it for longer, so it is only kept apart; keep: it is the account's own. */
  readonly action: 'erase' | 'restrict' | 'keep';
  readonly count: number;
  /** restrict: when the last of them goes, milliseconds since the epoch. */
  readonly until: number | null;
  /** The clause of the policy by which it goes. */
  readonly reason: string;
}

export interface ErasureReport {
  readonly dryRun: boolean;
  readonly steps: readonly ErasureStep[];
  /** What the scan after the erasure still found; empty when it is truly gone. Otherwise `erase` throws ErasureIncomplete. */
  readonly remains: readonly string[];
  /** Absent on a dry run. */
  readonly receiptId?: string;
}

/** What becomes of the records of one category when their account is closed. */
export interface ClosureStep extends Omit<ErasureStep, 'action'> {
  /** due: they go when `until` has come, at the latest. */
  readonly action: ErasureStep['action'] | 'due';
}

/** An account that was closed. It is never opened again. */
export interface Closure {
  readonly appId: string;
  readonly closedAt: number;
  /** When nothing of it was held any more; null: something still is. */
  readonly finishedAt: number | null;
  /** As planned when it was closed. */
  readonly steps: readonly ClosureStep[];
}

export interface ExpiryReport {
  readonly dryRun: boolean;
  readonly now: number;
  readonly removed: readonly { category: CategoryId; count: number }[];
  readonly receiptIds: readonly string[];
}

/**
 * hold: moved apart, or no longer; access: what was apart was read; withdrawal: a consent ended and no key is made for it again.
 */
export type ReceiptKind = 'erasure' | 'expiry' | 'refusal' | 'hold' | 'access' | 'withdrawal';

export interface Receipt {
  readonly id: string;
  readonly index: number;
  readonly at: number;
  readonly kind: ReceiptKind;
  readonly appId: string | null;
  readonly counts: Readonly<Partial<Record<CategoryId, number>>>;
  /** Salted commitment to what was erased: hex SHA-256. The salt dies with the data. */
  readonly commitment: string;
}

export interface ReceiptVerification {
  readonly ok: boolean;
  readonly count: number;
  readonly rootHash: string;
  /** Index of the first entry that was edited, dropped or reordered. */
  readonly brokenAt?: number;
  readonly reason?: string;
}

/** The only door to anything kept. */
export interface Vault {
  /**
   * Writes records and usage in one durable commit; resolves once they would survive a kill.
   * @throws VaultRefusal when a record has a field its category does not name, lacks one it requires, belongs to
   *   a category that is never stored, or needs a consent that is not registered. Nothing is written then.
   */
  put(requests: readonly PutRequest[], usage?: readonly Usage[]): Promise<readonly string[]>;
  /** Newest first; never a record whose deadline has passed. */
  find<C extends StorableCategoryId>(category: C, query: FindQuery): Promise<readonly StoredRecord<C>[]>;
  /** How many `find` would find. */
  count(category: StorableCategoryId, query: Omit<FindQuery, 'limit'>): Promise<number>;
  /** Erases single records by id, with a receipt. */
  remove(category: StorableCategoryId, ids: readonly string[], reason: string): Promise<ErasureReport>;
  /**
   * Replaces the content of one record in place, under the same checks as `put`; its times, subjects and key stay.
   * @throws RangeError when there is no such record
   */
  amend<C extends StorableCategoryId>(
    category: C,
    appId: string,
    id: string,
    record: RecordOf<C>,
  ): Promise<void>;
  /** Full-text search over an operation log: whole words, all of them; words joined by punctuation as a phrase. */
  searchLogs(
    category: StorableCategoryId,
    query: { appId?: string; text: string; limit?: number },
  ): Promise<readonly StoredRecord[]>;
  /** Days `YYYY-MM-DD`, from inclusive to exclusive. */
  usage(query: {
    appId: string;
    fromDay: string;
    toDay: string;
  }): Promise<readonly (Usage & { calls: number })[]>;
  /** One for every category that may be stored, in the order of the catalogue. */
  holdings(appId?: string): Promise<readonly Holding[]>;
  /** Every account of which anything is held. */
  appIds(): Promise<readonly string[]>;
  /** How many records are due now, counted up to `limit`. */
  due(limit: number): Promise<number>;
  /** Removes all whose deadline has passed at `now` (default: the clock's). */
  expire(options?: { now?: number; dryRun?: boolean }): Promise<ExpiryReport>;
  /**
   * Erases at once, in all stores, and durably: what a kill interrupts is completed at the next opening.
   * @throws ErasureIncomplete when the scan afterwards still finds something; it is tried again at the next opening
   */
  erase(target: ErasureTarget, options?: { dryRun?: boolean }): Promise<ErasureReport>;
  /** Places a hold or a restriction. */
  placeHold(
    order: Omit<Hold, 'id' | 'placedAt' | 'releasedAt'>,
    options?: { dryRun?: boolean },
  ): Promise<HoldReport>;
  /** Ends it: what is due by now goes, what is not and was kept from use comes back. @throws RangeError when there is no such hold */
  releaseHold(appId: string, holdId: string, options?: { dryRun?: boolean }): Promise<HoldReport>;
  /** Newest first; released ones too. */
  holds(appId?: string): Promise<readonly Hold[]>;
  /** What a hold keeps apart. Leaves a receipt of kind `access`. @throws RangeError when there is no such hold */
  readHeld(appId: string, holdId: string): Promise<readonly StoredRecord[]>;
  /**
   * Ends everything under a subject for good: destroys its keys, erases what they sealed, and never makes another for
   * it, whatever back-up is restored. For consents that are withdrawn.
   */
  closeSubject(appId: string, subject: Subject, options?: { dryRun?: boolean }): Promise<ErasureReport>;
  /** Whether a subject was closed. */
  isClosed(appId: string, subject: Subject): Promise<boolean>;
  /**
   * Closes an account for good: erases at once what has no reason to stay, and shortens the deadlines of the rest.
   * Closing again changes nothing. @throws ErasureIncomplete; it is completed by `driveClosures`
   */
  closeAccount(appId: string, options?: { dryRun?: boolean }): Promise<Closure>;
  /** Latest first. */
  closures(appId?: string): Promise<readonly Closure[]>;
  /** Completes closings that were interrupted, and looks for what came since. */
  driveClosures(options?: { all?: boolean }): Promise<void>;
  /** Newest first. */
  receipts(query?: { limit?: number; appId?: string }): Promise<readonly Receipt[]>;
  verifyReceipts(): Promise<ReceiptVerification>;
  /** The log of receipts as it is now, signed. @throws ReceiptLogBroken when it was changed; nothing is signed then */
  treeHead(): Promise<SignedTreeHead>;
  /** Shows offline that a receipt is in the log. @throws RangeError when there is no such receipt, ReceiptLogBroken */
  proveReceipt(id: string): Promise<ReceiptProof>;
  /** Shows offline that the log of `fromSize` receipts is the beginning of today's. @throws RangeError, ReceiptLogBroken */
  proveConsistency(fromSize: number): Promise<ConsistencyProof>;
  /**
   * What the operator states of an account, signed, with the receipts that bear it out.
   * @param statement the operator's words; no personal data
   * @throws RangeError when a receipt is not there, or of another account; ReceiptLogBroken
   */
  certificateOf(appId: string, statement: string, receiptIds: readonly string[]): Promise<ErasureCertificate>;
  /**
   * Adds one instant of everything kept to a repository of back-ups; the ledger is not in it. Calls go on meanwhile.
   * @throws BackupError
   */
  backup(options: CreateOptions): Promise<CreateReport>;
  /** The key that all of these are checked with. */
  receiptKey(): ReceiptKey;
  /** Reads every byte of the stores, and holds them against their indices. */
  scan(options?: ScanOptions): Promise<ScanReport>;
  close(): Promise<void>;
}
