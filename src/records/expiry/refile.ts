import { createHash } from 'node:crypto';
import { DAY_MS } from '../../lib/clock.ts';
import { isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import type { EntryHead, EntryStore } from '../../storage/entries.ts';
import { timesOf } from '../put/draft.ts';
import { canonicalJson } from '../receipts/commitment.ts';
import type { Stores } from '../stores.ts';

const NOTE = 'policy';
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Gives what is held the times of the policy in force, when that is another than the last time: what was put under
 * a laxer overlay must not outlive a stricter one. Times only ever become earlier: nothing is kept for longer than
 * was promised when it was put.
 */
export const refile = async (stores: Stores, policy: Policy): Promise<void> => {
  const { db } = stores.lethe;
  const value = createHash('sha256').update(canonicalJson(policy.rules())).digest('hex');
  const last = await db.selectFrom('meta').select('value').where('name', '=', NOTE).executeTakeFirst();
  if (last?.value === value) return;
  for (const { entries } of stores.all.filter((store) => store !== stores.apart))
    for (const owner of await entries.owners())
      for (const { kind, oldest, newest } of await entries.summarise(0, owner))
        if (isCategoryId(kind) && oldest !== null && newest !== null)
          await refileKind(entries, policy, { owner, kind, oldest, newest });
  await db
    .insertInto('meta')
    .values({ name: NOTE, value })
    .onConflict((c) => c.doUpdateSet({ value }))
    .execute();
};

/** A day's entries at a time. */
const refileKind = async (
  entries: EntryStore,
  policy: Policy,
  { owner, kind, oldest, newest }: { owner: string; kind: CategoryId; oldest: number; newest: number },
): Promise<void> => {
  for (let since = oldest; since <= newest; since += DAY_MS) {
    const heads = await entries.heads({ owners: [owner], kinds: [kind], since, until: since + DAY_MS }, ALL);
    const changed = heads.flatMap((head) => {
      const times = earlierOf(head, policy, kind);
      const same = times.visibleUntil === head.visibleUntil && times.removeAt === head.removeAt;
      return same ? [] : { id: head.id, times };
    });
    for (const alike of Map.groupBy(
      changed,
      ({ times }) => `${times.visibleUntil} ${times.removeAt}`,
    ).values())
      if (alike[0])
        await entries.retime(
          alike.map(({ id }) => id),
          alike[0].times,
        );
  }
};

export const earlierOf = (
  head: EntryHead,
  policy: Policy,
  kind: CategoryId,
): Pick<EntryHead, 'visibleUntil' | 'removeAt'> => {
  const where = { region: head.region, jurisdiction: head.jurisdiction ?? undefined };
  const times = timesOf(policy.rule(kind, where), head.createdAt);
  return {
    visibleUntil: earlier(head.visibleUntil, times.visibleUntil),
    removeAt: earlier(head.removeAt, times.removeAt),
  };
};

export const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
