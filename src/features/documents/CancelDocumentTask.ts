import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { step, toStep } from '../privacy/request-schema.ts';
import {
  DOCUMENTS_VERSION,
  dryRun,
  taskAnswer,
  taskErrors,
  taskId,
  taskNamed,
  toTask,
} from './task-schema.ts';

/** Ends a task and erases its document and its results at once, with a receipt; those of a task that is done, too. */
export const CancelDocumentTask = action({
  name: 'CancelDocumentTask',
  service: 'documents',
  version: DOCUMENTS_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ TaskId: taskId, ...dryRun }),
  output: z.object({
    ...taskAnswer,
    DryRun: harmless(z.boolean()),
    /** What is, or would be, erased. */
    Plan: z.array(step),
    /** Null on a dry run. */
    ReceiptId: harmless(z.string().nullable()),
  }),
  async run({ TaskId, DryRun = false }, context) {
    const { tasks, clock } = context;
    const cancelled = tasks.cancel(taskNamed(TaskId, context), { dryRun: DryRun });
    const { status, erasure } = await taskErrors(cancelled, TaskId, clock.now());
    return {
      ...toTask(status),
      DryRun,
      Plan: erasure.steps.map((each) => toStep(each)),
      ReceiptId: erasure.receiptId ?? null,
    };
  },
});
