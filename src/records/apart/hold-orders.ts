import { randomUUID } from 'node:crypto';
import { category, categoryIds, isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import { floorOf, type Policy } from '../../policy/compose.ts';
import type { EntryFilter, EntryHead } from '../../storage/entries.ts';
import { bringBack, moveApart } from './apart.ts';
import { dispose, newDisposal } from '../erasure/disposal.ts';
import { timesOf, type Times } from '../put/draft.ts';
import { openEntries } from '../find.ts';
import { activeHolds, coveredBy, inForce, listHolds, mayCover, type ActiveHold } from './holds.ts';
import { commitmentTo } from '../receipts/commitment.ts';
import { earlier } from '../expiry/refile.ts';
import type { Stores } from '../stores.ts';
import type { Receipt, ReceiptKind } from '../receipts/types.ts';
import type { Hold, HoldReport, StoredRecord } from '../types.ts';

type Step = HoldReport['steps'][number];

const ALL = Number.MAX_SAFE_INTEGER;

/** Keys and bills go on: a restriction is of what is kept about end users. */
const restrictable = (hold: Hold, id: CategoryId): boolean =>
  (!id.startsWith('base.') || id === 'base.face-person') && mayCover(hold, id);

/** A restriction keeps from use; and a ring drops its oldest whenever it turns, so what an order keeps cannot wait there. */
const movesAtOnce = (hold: Hold, id: CategoryId): boolean =>
  restrictable(hold, id) && (hold.apart === 'at-once' || category(id).medium === 'ring');

/** The order as it is kept. @throws RangeError when it ends before it begins */
export const newHold = (order: Omit<Hold, 'id' | 'placedAt' | 'releasedAt'>, now: number): Hold => {
  if (order.until !== undefined && order.until <= now) throw new RangeError('A hold ends after it begins');
  return { ...order, id: randomUUID(), placedAt: now };
};

/** What placing a hold moves apart, or would; a hold that waits until something is due moves nothing. */
export const placeSteps = async (stores: Stores, hold: Hold, now: number): Promise<readonly Step[]> => {
  const steps: Step[] = [];
  for (const { filter, kind, store } of placesOf(stores, hold)) {
    const count = await store.entries.count({ ...filter, visibleAt: now });
    const action = movesAtOnce(hold, kind) ? 'apart' : 'stay';
    if (count > 0) steps.push({ category: kind, action, count });
  }
  return steps;
};

/** Moves apart what cannot stay where it is; what was put since then, too. */
const applyOrder = async (stores: Stores, hold: Hold, now: number): Promise<void> => {
  for (const { filter, kind, store } of placesOf(stores, hold)) {
    if (!movesAtOnce(hold, kind)) continue;
    const heads = await store.entries.heads({ ...filter, visibleAt: now }, ALL);
    await moveApart(
      stores,
      store,
      heads.map(({ id }) => id),
      // Whether it ends by itself or is released: what is not due by then comes back, and is not just removed.
      { due: null, until: null },
    );
  }
};

const placesOf = (stores: Stores, hold: Hold) =>
  categoryIds
    .filter((id) => mayCover(hold, id))
    .map((kind) => ({
      kind,
      store: stores.of(kind),
      filter: { ...filterOf(stores, hold), kinds: [kind] },
    }));

const filterOf = (stores: Stores, hold: Hold): EntryFilter => ({
  owners: [hold.appId],
  ...(hold.categories ? { kinds: hold.categories } : {}),
  ...(hold.subject ? { tokens: [stores.index.subject(hold.appId, hold.subject)] } : {}),
});

/**
 * What is apart and is covered by nothing any more: it goes when it is due, comes back when it is not, and stays where
 * a law keeps it.
 */
export const letGo = async (
  stores: Stores,
  policy: Policy,
  hold: Hold,
  { now, dryRun, undated = false }: { now: number; dryRun: boolean; undated?: boolean },
): Promise<readonly Step[]> => {
  const { entries } = stores.apart;
  const others = (await activeHolds(stores, now, hold.appId)).filter(({ id }) => id !== hold.id);
  const filter = { ...filterOf(stores, hold), ...(undated ? { undated } : {}) };
  const heads = await entries.heads(filter, ALL);
  const steps: Step[] = [];
  for (const [kind, own] of Map.groupBy(heads, (head) => head.kind)) {
    if (!isCategoryId(kind)) continue;
    const ids = own.map(({ id }) => id);
    const place = { owner: hold.appId, category: kind, ids };
    const covered = {
      held: await coveredBy(entries, others, place),
      restricted: await coveredBy(
        entries,
        others.filter((one) => movesAtOnce(one, kind)),
        place,
      ),
    };
    const judged = Map.groupBy(own, (head) => whatBecomesOf(head, kind, policy, covered, now));
    for (const [action, list] of judged) steps.push({ category: kind, action, count: list.length });
    if (!dryRun) await carryOut(stores, policy, kind, { judged, covered, appId: hold.appId, now });
  }
  return steps;
};

interface Covered {
  /** By an order that keeps it from going. */
  readonly held: ReadonlyMap<string, ActiveHold>;
  /** By one that keeps it from use. */
  readonly restricted: ReadonlyMap<string, ActiveHold>;
}

const whatBecomesOf = (
  head: EntryHead,
  kind: CategoryId,
  policy: Policy,
  { held, restricted }: Covered,
  now: number,
): Step['action'] => {
  const due = timesOfReturned(head, kind, policy).visibleUntil;
  if (due === null || due > now) return restricted.has(head.id) ? 'stay' : 'return';
  if (held.has(head.id)) return 'stay';
  return (lawUntil(head, kind, policy) ?? now) > now ? 'stay' : 'erase';
};

/** By the rule in force, and never longer than was promised before. */
const timesOfReturned = (
  { region, jurisdiction, createdAt, visibleUntil }: Omit<EntryHead, 'sizeBytes'>,
  kind: CategoryId,
  policy: Policy,
): Times => {
  const rule = policy.rule(kind, { region, jurisdiction: jurisdiction ?? undefined });
  const times = timesOf(rule, createdAt);
  const until = earlier(visibleUntil, times.visibleUntil);
  if (until === null || until === times.visibleUntil) return times;
  return {
    visibleUntil: until,
    removeAt: until,
    keyUntil: Math.max(until, floorOf(rule, createdAt) ?? until),
  };
};

const lawUntil = (head: EntryHead, kind: CategoryId, policy: Policy): number | null =>
  floorOf(
    policy.rule(kind, { region: head.region, jurisdiction: head.jurisdiction ?? undefined }),
    head.createdAt,
  );

interface Judged {
  readonly judged: ReadonlyMap<Step['action'], readonly EntryHead[]>;
  readonly covered: Covered;
  readonly appId: string;
  readonly now: number;
}

const carryOut = async (
  stores: Stores,
  policy: Policy,
  kind: CategoryId,
  { judged, covered, appId, now }: Judged,
): Promise<void> => {
  const { entries } = stores.apart;
  for (const head of judged.get('stay') ?? []) {
    const until = staysUntil(head, lawUntil(head, kind, policy), covered);
    if (until !== head.removeAt)
      await entries.retime([head.id], { visibleUntil: head.visibleUntil, removeAt: until });
  }
  const returning = (judged.get('return') ?? []).map(({ id }) => id);
  await bringBack(stores, returning, (entry) => timesOfReturned(entry, kind, policy), now);
  const going = judged.get('erase') ?? [];
  if (going.length === 0) return;
  const ids = going.map(({ id }) => id);
  const salts = await stores.keys.salts([...new Set(going.map(({ keyId }) => keyId))]);
  const disposal = newDisposal({
    at: now,
    kind: 'erasure',
    appId,
    what: { category: kind, ids, apart: true },
    keyIds: [],
    counts: { [kind]: ids.length },
    commitment: commitmentTo({ appId, category: kind, ids }, salts.values()),
  });
  await dispose(stores, disposal, now);
};

/** By the order that still covers it, which may have no end yet, or else by the law. */
const staysUntil = (
  { id, removeAt }: EntryHead,
  law: number | null,
  { held, restricted }: Covered,
): number | null => {
  if (restricted.has(id)) return null;
  const order = held.get(id);
  if (!order) return removeAt ?? law;
  return order.until === undefined ? null : Math.max(order.until, law ?? order.until);
};

/** With every expiry: holds that have ended let go, restrictions cover what came since. */
export const tendHolds = async (stores: Stores, policy: Policy, now: number): Promise<void> => {
  for (const { hold } of await listHolds(stores, now)) {
    if (!inForce(hold, now)) await letGo(stores, policy, hold, { now, dryRun: false, undated: true });
    else await applyOrder(stores, hold, now);
  }
};

/** What a hold keeps apart, opened: for the reason that the hold names, and for nothing else. */
export const heldRecords = async (stores: Stores, hold: Hold): Promise<readonly StoredRecord[]> =>
  openEntries(stores, await stores.apart.entries.find(filterOf(stores, hold), ALL));

/** A receipt of something that was done with a hold. */
export const fileHoldReceipt = async (
  stores: Stores,
  kind: Extract<ReceiptKind, 'hold' | 'access'>,
  hold: Hold,
  counts: Receipt['counts'],
  now: number,
): Promise<string | undefined> => {
  const commitment = commitmentTo({ hold: hold.id, counts }, []);
  return (await stores.receipts.append({ at: now, kind, appId: hold.appId, counts, commitment }))?.id;
};

export const countsOfSteps = (steps: readonly Step[]): Receipt['counts'] => {
  const counts: Partial<Record<CategoryId, number>> = {};
  for (const { category, action, count } of steps)
    if (action !== 'stay') counts[category] = (counts[category] ?? 0) + count;
  return counts;
};
