import type { PutRequest } from '../records/types.ts';
import type { Shelf, TaskOrder } from './types.ts';

type RecordIn<C extends PutRequest['category']> = Extract<PutRequest, { category: C }>['record'];

/** A shelf in one category. `fieldsOf` makes a record of the content, and `contentOf` the content of a record. */
export const shelf = <C extends PutRequest['category'], T>(
  category: C,
  fieldsOf: (content: T, order: Pick<TaskOrder, 'taskId' | 'caller'>) => RecordIn<C>,
  contentOf: (record: Partial<RecordIn<C>>) => T | undefined,
): Shelf<T> => ({
  category,
  // The compiler does not see that a category and its own record fit each other.
  request: (content, context, order) =>
    ({ category, record: fieldsOf(content, order), context }) as unknown as PutRequest,
  contentOf: (record) => contentOf(record),
});
