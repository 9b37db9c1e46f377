import { isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import type { Policy, Rule } from '../../policy/compose.ts';
import { verdictOnDue } from '../../policy/decide.ts';
import type { NewEntry } from '../../storage/entries.ts';
import { SEALED_FOR } from '../apart/apart.ts';
import { closedDue, goesAtOnce, listClosures } from '../erasure/closures.ts';
import { activeHolds, HOLD_CATEGORY, mayCover, type ActiveHold } from '../apart/holds.ts';
import { earlier, earlierOf } from '../expiry/refile.ts';
import type { Stores } from '../stores.ts';
import { ledgerLines, type LedgerLines } from './ledger-lines.ts';
import type { BackedUpEntry } from './part-file.ts';
import type { DropReason, StoreName } from './types.ts';

export type Verdict =
  | { readonly place: 'own'; readonly category: CategoryId; readonly entry: BackedUpEntry }
  | {
      readonly place: 'apart';
      readonly category: CategoryId;
      readonly entry: NewEntry;
      /** By an order that is not in the back-up. */
      readonly orderUnknown: boolean;
    }
  | { readonly place: 'dropped'; readonly reason: DropReason };

const dropped = (reason: DropReason): Verdict => ({ place: 'dropped', reason });

/** An entry under judgement, with its times by everything that has shortened them. */
interface Case {
  readonly store: StoreName;
  readonly entry: BackedUpEntry;
  readonly category: CategoryId;
  readonly rule: Rule;
  readonly lines: LedgerLines;
  readonly hold: ActiveHold | undefined;
}

/**
 * Who of a back-up is let in again, by the ledger and the policy as they are now: nothing that was erased, withdrawn or
 * is due; and apart, sealed as it is, what an order or a law keeps.
 */
export class Admission {
  readonly #stores: Stores;
  readonly #policy: Policy;
  readonly #now: number;
  #holds: readonly ActiveHold[] = [];

  constructor(stores: Stores, policy: Policy, now: number) {
    this.#stores = stores;
    this.#policy = policy;
    this.#now = now;
  }

  /**
   * Once the holds of the back-up are in.
   * @returns how many of them had to go again, for their account was closed and none of them is in force
   */
  async heedHolds(): Promise<number> {
    this.#holds = await activeHolds(this.#stores, this.#now);
    const { entries } = this.#stores.of(HOLD_CATEGORY);
    const rule = this.#policy.rule(HOLD_CATEGORY);
    let due = 0;
    for (const { appId, closedAt } of await listClosures(this.#stores)) {
      if (this.#holds.some((hold) => hold.appId === appId)) continue;
      const { at } = closedDue(rule, closedAt);
      const filter = { owners: [appId], kinds: [HOLD_CATEGORY] };
      await entries.cap(filter, { visibleUntil: at, removeAt: at });
      const heads = await entries.heads({ ...filter, dueAt: this.#now }, Number.MAX_SAFE_INTEGER);
      due += await entries.remove(heads.map(({ id }) => id));
    }
    return due;
  }

  /** @param entries of one store */
  async judge(store: StoreName, entries: readonly BackedUpEntry[]): Promise<readonly Verdict[]> {
    const lines = await ledgerLines(this.#stores.ledger.db, entries);
    return entries.map((entry) => {
      const category = entry.kind;
      if (!isCategoryId(category)) return dropped('unknown-category');
      if (!lines.subjectOfKey.has(entry.keyId)) return dropped('key-destroyed');
      if (lines.apart.get(entry.id) === null) return dropped('erased');
      const { region, jurisdiction } = entry;
      const rule = this.#policy.rule(category, { region, jurisdiction: jurisdiction ?? undefined });
      const hold = this.#holds.find((one) => covers(one, category, entry));
      return this.#judgeOne({
        store,
        entry: this.#shortened(store, entry, rule, lines),
        category,
        rule,
        lines,
        hold,
      });
    });
  }

  #judgeOne(one: Case): Verdict {
    const { store, entry, category, rule, lines, hold } = one;
    const now = this.#now;
    const until = store === 'apart' ? undefined : lines.apart.get(entry.id);
    if (until !== undefined && until !== null) {
      // Whether it was also to be erased is not known: when the order ends, it goes.
      const visibleUntil = earlier(entry.visibleUntil, now);
      const undated = until === Number.MAX_SAFE_INTEGER;
      const removeAt = undated && !hold ? entry.removeAt : undated ? null : until;
      if (removeAt === null || removeAt > now)
        return this.#apart(one, { visibleUntil, removeAt }, undated && !hold);
    }
    if (entry.removeAt !== null && entry.removeAt <= now) {
      // Due it is, whatever today's rules say: the only question is whether a law or an order keeps it.
      const reason = verdictOnDue(rowOf(one), rule, rule.onRequest.clause, now);
      if (reason.verdict !== 'restrict') return dropped('expired');
      const visibleUntil = store === 'apart' ? now : entry.visibleUntil;
      return this.#apart(one, { visibleUntil, removeAt: reason.at }, false);
    }
    if (store === 'apart') return this.#apart(one, entry, false);
    if (lines.closedAt.has(entry.owner) && goesAtOnce(rule)) return dropped('account-closed');
    if (rule.needsConsent !== null && lines.isWithdrawn(entry)) return dropped('withdrawn');
    return { place: 'own', category, entry };
  }

  /** What has shortened its times since: a stricter policy, the closing of its account. */
  #shortened(store: StoreName, entry: BackedUpEntry, rule: Rule, { closedAt }: LedgerLines): BackedUpEntry {
    if (store === 'apart') return entry;
    const times = earlierOf(entry, this.#policy, rule.category);
    const closed = closedAt.get(entry.owner);
    if (closed === undefined || goesAtOnce(rule) || rule.category === HOLD_CATEGORY)
      return { ...entry, ...times };
    const { at } = closedDue(rule, closed);
    return { ...entry, visibleUntil: earlier(times.visibleUntil, at), removeAt: earlier(times.removeAt, at) };
  }

  #apart(
    { store, entry, category, lines }: Case,
    { visibleUntil, removeAt }: Pick<NewEntry, 'visibleUntil' | 'removeAt'>,
    orderUnknown: boolean,
  ): Verdict {
    const { words: _, ...rest } = entry;
    const subject = store === 'apart' ? null : lines.subjectOfKey.get(entry.keyId);
    const tokens = subject ? [...entry.tokens, SEALED_FOR + subject] : entry.tokens;
    return { place: 'apart', category, entry: { ...rest, tokens, visibleUntil, removeAt }, orderUnknown };
  }
}

const covers = (hold: ActiveHold, category: CategoryId, { owner, tokens }: BackedUpEntry): boolean =>
  hold.appId === owner && mayCover(hold, category) && (hold.token === null || tokens.includes(hold.token));

const rowOf = ({ entry, category, hold }: Case) => ({
  id: entry.id,
  category,
  createdAt: entry.createdAt,
  region: entry.region,
  jurisdiction: entry.jurisdiction ?? undefined,
  ...(hold ? { hold: hold.reason, holdUntil: hold.until } : {}),
});
