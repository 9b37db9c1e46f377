import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { documentTask } from './document-task.ts';
import { DOCUMENTS_VERSION, taskAnswer, toTask } from './task-schema.ts';

const DEFAULT_LIMIT = 20;

/** Lists the account's document tasks of the day: those that are not ended, newest first, and then the others. */
export const DescribeDocumentTasks = action({
  name: 'DescribeDocumentTasks',
  service: 'documents',
  version: DOCUMENTS_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    Offset: harmless(z.int().min(0).max(100_000).optional()),
    Limit: harmless(z.int().min(1).max(100).optional()),
  }),
  output: z.object({ TotalCount: harmless(z.int()), Tasks: z.array(z.object(taskAnswer)) }),
  async run({ Offset = 0, Limit = DEFAULT_LIMIT }, { appId, tasks }) {
    const list = await tasks.list({ kind: documentTask.name, appId }, Offset, Limit);
    return { TotalCount: list.total, Tasks: list.tasks.map(toTask) };
  },
});
