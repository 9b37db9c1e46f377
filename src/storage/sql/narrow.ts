import { sql, type SelectQueryBuilder } from 'kysely';
import type { EntryFilter } from '../entries.ts';
import type { EntryTables } from './entry-schema.ts';

/** Adds the conditions of a filter to a query over the entries. */
export const narrow = <O>(
  query: SelectQueryBuilder<EntryTables, 'entries', O>,
  filter: EntryFilter,
): SelectQueryBuilder<EntryTables, 'entries', O> => {
  const { ids, kinds, owners, tokens, keyIds, once, since, until, visibleAt, dueAt, undated } = filter;
  // Without statistics SQLite takes the index of owners and kinds, and reads a whole account for one subject. A
  // unary plus keeps a column away from the indices (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
  const selective = [ids, tokens, keyIds, once, dueAt].some((given) => given !== undefined);
  const owner = selective ? sql<string>`+owner` : sql.ref<string>('owner');
  return query
    .$if(ids !== undefined, (q) => q.where('id', 'in', ids ?? []))
    .$if(kinds !== undefined, (q) => q.where('kind', 'in', kinds ?? []))
    .$if(owners !== undefined, (q) => q.where(owner, 'in', owners ?? []))
    .$if(keyIds !== undefined, (q) => q.where('key_id', 'in', keyIds ?? []))
    .$if(once !== undefined, (q) => q.where('once', 'in', once ?? []))
    .$if(since !== undefined, (q) => q.where('created_at', '>=', since ?? 0))
    .$if(until !== undefined, (q) => q.where('created_at', '<', until ?? 0))
    .$if(dueAt !== undefined, (q) => q.where('remove_at', '<=', dueAt ?? 0))
    .$if(undated === true, (q) => q.where('remove_at', 'is', null))
    .$if(visibleAt !== undefined, (q) =>
      q.where((e) => e.or([e('visible_until', 'is', null), e('visible_until', '>', visibleAt ?? 0)])),
    )
    .$if(tokens !== undefined, (q) =>
      q.where('seq', 'in', (e) =>
        e
          .selectFrom('entry_tokens')
          .select('entry_tokens.seq')
          .where('token', 'in', tokens ?? []),
      ),
    );
};
