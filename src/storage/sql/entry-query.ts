import { CompiledQuery, type Kysely } from 'kysely';
import type { EntryFilter } from '../entries.ts';

/** A piece of a statement, and the values of its question marks. */
export interface Fragment {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What is told of an entry `e` without its payload: the fields of `EntryHead`. */
export const HEAD_COLUMNS = `e.id, e.kind, e.owner, e.region, e.jurisdiction, e.created_at as createdAt,
  e.visible_until as visibleUntil, e.remove_at as removeAt, e.key_id as keyId, e.size as sizeBytes`;

/**
 * Runs a statement as it is written. A query builder takes several times as long to put together what is asked again
 * and again as SQLite takes to answer it.
 */
export const ask = async <Row>(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  { text, values }: Fragment,
): Promise<{ readonly rows: readonly Row[]; readonly affected: number }> => {
  const { rows, numAffectedRows = 0n } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
  return { rows, affected: Number(numAffectedRows) };
};

/** A list of any length is one value, so that there is one text, which is prepared once. */
export const listed = (values: readonly (string | number)[]): Fragment => ({
  text: '(select value from json_each(?))',
  values: [JSON.stringify(values)],
});

/** One value is compared as such: SQLite then knows that it finds little. */
const among = (column: string, values: readonly (string | number)[]): Fragment => {
  if (values.length === 1) return { text: `${column} = ?`, values };
  const list = listed(values);
  return { text: `${column} in ${list.text}`, values: list.values };
};

/**
 * What follows `select ...`: the entries `e` that a filter lets through. Without statistics SQLite takes the index of
 * owners and kinds, and reads a whole account for one subject: a unary plus keeps a column away from the indices
 * (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_). One token's entries are read
 * along its index, so that the first of very many are had without the others.
 */
export const fromEntries = (filter: EntryFilter): Fragment => {
  const { ids, tokens, keyIds, once, dueAt } = filter;
  const isNamed = [ids, keyIds, once].some((given) => given !== undefined);
  const isSelective = isNamed || [tokens, dueAt].some((given) => given !== undefined);
  const terms = termsOf(filter, isSelective);
  const where = (more: readonly Fragment[]): string =>
    more.length === 0 ? '' : ` where ${more.map(({ text }) => text).join(' and ')}`;
  if (tokens?.length === 1 && !isNamed) {
    const all = [{ text: 't.token = ?', values: tokens }, ...terms];
    return {
      text: ` from entry_tokens t cross join entries e on e.seq = t.seq${where(all)}`,
      values: all.flatMap(({ values }) => values),
    };
  }
  const all = [...(tokens ? [carrying(tokens, isNamed)] : []), ...terms];
  return { text: ` from entries e${where(all)}`, values: all.flatMap(({ values }) => values) };
};

/** Single entries are asked for their tokens; else the tokens say which entries. */
const carrying = (tokens: readonly string[], isNamed: boolean): Fragment => {
  const { text, values } = among('t.token', tokens);
  return isNamed
    ? { text: `exists (select 1 from entry_tokens t where t.seq = e.seq and ${text})`, values }
    : { text: `e.seq in (select t.seq from entry_tokens t where ${text})`, values };
};

const termsOf = (
  { ids, kinds, owners, keyIds, once, since, until, visibleAt, dueAt, goesAt, undated }: EntryFilter,
  isSelective: boolean,
): readonly Fragment[] => {
  const plus = isSelective ? '+' : '';
  return [
    ...(ids ? [among('e.id', ids)] : []),
    ...(keyIds ? [among('e.key_id', keyIds)] : []),
    ...(once ? [among('e.once', once)] : []),
    ...(kinds ? [among(`${plus}e.kind`, kinds)] : []),
    ...(owners ? [among(`${plus}e.owner`, owners)] : []),
    ...(since === undefined ? [] : [{ text: 'e.created_at >= ?', values: [since] }]),
    ...(until === undefined ? [] : [{ text: 'e.created_at < ?', values: [until] }]),
    ...(dueAt === undefined ? [] : [{ text: 'e.remove_at <= ?', values: [dueAt] }]),
    ...(undated === true ? [{ text: 'e.remove_at is null', values: [] }] : []),
    ...(visibleAt === undefined ? [] : [{ text: SHOWN, values: [visibleAt] }]),
    ...(goesAt === undefined ? [] : [{ text: `(${SHOWN} or e.remove_at <= ?)`, values: [goesAt, goesAt] }]),
  ];
};

const SHOWN = '(e.visible_until is null or e.visible_until > ?)';
