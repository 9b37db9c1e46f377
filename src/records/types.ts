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
import type { Closure, ErasureReport } from './erasure/types.ts';
import type { ExpiryReport } from './expiry/types.ts';
import type { Claim } from './claim-types.ts';
import type { AsRead, FieldOf } from './field-types.ts';
import type { Moved } from './moves.ts';
import type { Usage } from './put/usage-types.ts';
import type { Receipt, ReceiptVerification } from './receipts/types.ts';
import type { Holding } from './holding-types.ts';

/** What a stored record can be found and erased by. Kept only as a keyed hash, never in clear. */
export type SubjectKind =
  'person' | 'request' | 'task' | 'consent' | 'account' | 'ip' | 'voice' | 'group' | 'face';

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
  /**
   * Milliseconds since the epoch: its time is counted from then, not from now. For what takes the place of a record that
   * was made then; never later than now.
   */
  readonly madeAt?: number;
  /** Id of a record of the account: this one is refused once that one is erased or due. */
  readonly onlyWith?: string;
  /** Records of the account that it is made of: refused as `changed` once one is erased or due, or not as it was read. */
  readonly madeOf?: readonly AsRead[];
  /** Refused as `exists` while the account has a record of the category under one of these, also one that is kept from use. */
  readonly only?: readonly Subject[];
  /** Refused as `full` where it would be found, with others, under these more often than so many times. */
  readonly atMost?: { readonly subjects: readonly Subject[]; readonly count: number };
  /** The record's id where others are derived from it: a version 7 UUID that was never used. Absent: made. */
  readonly id?: string;
}

/** A record to write, together with what comes with it. */
export type PutRequest<C extends StorableCategoryId = StorableCategoryId> = {
  [K in C]: { readonly category: K; readonly record: RecordOf<K>; readonly context: RecordContext };
}[C];

/** New content of a record that is there; its times and its key stay. */
export type Amendment<C extends StorableCategoryId = StorableCategoryId> = {
  [K in C]: {
    readonly category: K;
    readonly appId: string;
    readonly id: string;
    readonly record: RecordOf<K>;
    /** In place of those that it was put with; absent: they stay. */
    readonly subjects?: readonly Subject[];
    /** As it was read: refused where somebody else changed it since. */
    readonly version?: string;
    /** As in the context of a record that is put. */
    readonly only?: readonly Subject[];
  };
}[C];

export interface StoredRecord<C extends CategoryId = CategoryId> {
  readonly id: string;
  readonly category: C;
  readonly appId: string;
  readonly region: string;
  /** As in its context. */
  readonly jurisdiction?: string;
  readonly createdAt: number;
  /** When it will be gone; null when no rule bounds it in time. */
  readonly deadline: number | null;
  /** Another one whenever its content is replaced. */
  readonly version: string;
  readonly record: RecordOf<C>;
}

export interface FindQuery {
  readonly appId?: string;
  readonly subject?: Subject;
  /** Under any of them, of one account. */
  readonly subjects?: readonly Subject[];
  /** Created at or after, milliseconds since the epoch. */
  readonly since?: number;
  /** Created before, milliseconds since the epoch. */
  readonly until?: number;
  readonly ids?: readonly string[];
  readonly limit?: number;
}

/** `skip`: how many are passed over. */
export interface PagesQuery extends Pick<FindQuery, 'appId' | 'subject'> {
  readonly skip?: number;
  /** Records of a page; absent: as many as hold nobody up. */
  readonly size?: number;
}

/** What a subject finds, and another one does not: what both find is not even read. */
export type PagesWithout = Required<Pick<FindQuery, 'appId' | 'subject'>> & { readonly without: Subject };

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

/** The only door to anything kept. */
export interface Vault {
  /**
   * Writes records and usage in one durable commit; resolves once they would survive a kill.
   * @throws VaultRefusal when a record has a field its category does not name, lacks one it requires, belongs to
   *   a category that is never stored, or needs a consent that is not registered; `gone` when what is amended is not
   *   there, `changed` when it is not as it was read, `exists` when there is to be one only, `full` when there are to
   *   be no more. Nothing is written then.
   */
  put(
    requests: readonly PutRequest[],
    usage?: readonly Usage[],
    amendments?: readonly Amendment[],
  ): Promise<readonly string[]>;
  /** Newest first; never a record whose deadline has passed. */
  find<C extends StorableCategoryId>(category: C, query: FindQuery): Promise<readonly StoredRecord<C>[]>;
  /** What `find` finds in the main database, oldest first, in pages between which others go on. What is put meanwhile may be there. */
  pages<C extends StorableCategoryId>(
    category: C,
    query: PagesQuery | PagesWithout,
  ): AsyncIterable<readonly StoredRecord<C>[]>;
  /** The ids of what `pages` gives; nothing is opened. */
  idPages(category: StorableCategoryId, query: PagesQuery): AsyncIterable<readonly string[]>;
  /** One field of bytes of what `pages` gives: several times as quick. @throws RangeError where that lies elsewhere */
  fields(category: StorableCategoryId, field: string, query: PagesQuery): AsyncIterable<readonly FieldOf[]>;
  /** Those of the ids that `find` would find; nothing is opened. */
  existing(category: StorableCategoryId, appId: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * 32 bytes that are had only as long as the record's data key is there, by HKDF (RFC 5869): the same ones every time,
   * others for every label. Null: there is no such record.
   */
  secretOf(
    category: StorableCategoryId,
    appId: string,
    id: string,
    label: string,
  ): Promise<Uint8Array | null>;
  /** Tells of every move by this vault once it is durable. @returns what ends it */
  watch(listener: (moved: Moved) => void): () => void;
  /** What nobody else on the folder does until it is let go, or its process ends. @returns null: somebody has it */
  claim(appId: string, subject: Subject): Promise<Claim | null>;
  /** Does it one after the other, over all processes on the folder. */
  alone<R>(appId: string, subject: Subject, work: () => Promise<R>): Promise<R>;
  /** Of the hour that each of them has, over all processes; below 0: back. @returns false: one has not so much left */
  spend(appId: string, subjects: readonly Subject[], ms: number): Promise<boolean>;
  /** Changes when another process or thread may have moved or put something. */
  foreignVersion(): number;
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
