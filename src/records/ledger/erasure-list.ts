import { chunks } from '../../storage/sql/entry-table.ts';
import type { Stores } from '../stores.ts';

/** One line of the erasure list: an entry that is not where a back-up may say it is. */
export interface Erased {
  readonly id: string;
  /** Null: gone. Else kept apart until then. */
  readonly apart: number | null;
  readonly forgetAt: number | null;
}

/** Before it happens: a back-up that is restored later must not bring it back, however the change ends. */
export const noteErased = async ({ ledger }: Stores, list: readonly Erased[]): Promise<void> => {
  if (list.length === 0) return;
  await ledger.transaction(async (tx) => {
    for (const chunk of chunks(list))
      await tx
        .insertInto('erased')
        .values(chunk.map(({ id, apart, forgetAt }) => ({ entry_id: id, apart, forget_at: forgetAt })))
        .onConflict((c) => c.doUpdateSet((e) => ({ apart: e.ref('excluded.apart') })))
        .execute();
  });
};

/** They are where they were before. */
export const forgetErased = async ({ ledger }: Stores, ids: readonly string[]): Promise<void> => {
  await ledger.db.deleteFrom('erased').where('entry_id', 'in', ids).execute();
};

/** Lines that the entries' own deadlines have made needless. */
export const forgetOldErased = async ({ ledger }: Stores, now: number): Promise<void> => {
  await ledger.db.deleteFrom('erased').where('forget_at', '<=', now).execute();
};
