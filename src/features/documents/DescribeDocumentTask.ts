import { z } from 'zod';
import type { TaskQueue } from '../../tasks/queue.ts';
import type { PartView, TaskOrder } from '../../tasks/types.ts';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { DOCUMENTS_VERSION, taskAnswer, taskErrors, taskId, taskNamed, toTask } from './task-schema.ts';

const DEFAULT_LIMIT = 20;
/** Results of pages that one answer holds, as JSON: as large as a request may be. One page is answered however large it is. */
const MAX_RESULT_BYTES = 10 * 1024 * 1024;

const page = z.object({
  Page: harmless(z.int()),
  Status: harmless(z.enum(['Waiting', 'Done', 'Failed'])),
  /** Code of the error, as the action answers it; null: there was none. */
  ErrorCode: harmless(z.string().nullable()),
  /** What the action answers; null where there is nothing. */
  Result: carries('ocr.images-and-results', z.record(z.string(), z.unknown()).nullable()),
});

const toPage = ({ part, outcome }: PartView): z.output<typeof page> => {
  if (!outcome) return { Page: part, Status: 'Waiting', ErrorCode: null, Result: null };
  const { result, output } = outcome;
  return output
    ? { Page: part, Status: 'Done', ErrorCode: null, Result: output }
    : { Page: part, Status: 'Failed', ErrorCode: result, Result: null };
};

/** Says how far a task is, and hands out what was read of its pages, in the order of the pages. */
export const DescribeDocumentTask = action({
  name: 'DescribeDocumentTask',
  service: 'documents',
  version: DOCUMENTS_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    TaskId: taskId,
    /** Among the pages that the task reads, from 0. */
    Offset: harmless(z.int().min(0).optional()),
    /** 0: how far it is, and no page. */
    Limit: harmless(z.int().min(0).max(100).optional()),
  }),
  output: z.object({
    ...taskAnswer,
    Pages: z.array(page),
    /** Of the first page that this answer has no room for; null: there is none. */
    NextOffset: harmless(z.int().nullable()),
  }),
  async run({ TaskId, Offset = 0, Limit = DEFAULT_LIMIT }, context) {
    const { tasks, clock } = context;
    const status = await taskErrors(tasks.status(taskNamed(TaskId, context)), TaskId, clock.now());
    const views = await viewsOf(tasks, status.order, Offset, Limit);
    const answer = toTask(status);
    const next = Offset + views.length;
    return { ...answer, Pages: views.map(toPage), NextOffset: next < answer.PageCount ? next : null };
  },
});

async function viewsOf(
  tasks: TaskQueue,
  order: TaskOrder,
  offset: number,
  limit: number,
): Promise<PartView[]> {
  const views: PartView[] = [];
  for (let bytes = 0; views.length < limit;) {
    const view = await tasks.partAt(order, offset + views.length);
    if (!view) break;
    bytes += Buffer.byteLength(JSON.stringify(view));
    if (bytes > MAX_RESULT_BYTES && views.length > 0) break;
    views.push(view);
  }
  return views;
}
