import { z } from 'zod';
import { action } from '../action.ts';
import { recordingErrors } from '../asr/recordings/task-errors.ts';
import { harmless } from '../personal-data.ts';
import { step, toStep } from '../privacy/request-schema.ts';
import { RECORDINGS_VERSION, taskAnswer, taskId, taskNamed, toTask } from './task-schema.ts';

/** Ends the task of `CreateRecTask` and erases its audio and its results at once, with a receipt; those of a task that is done, too. */
export const CancelRecordingTask = action({
  name: 'CancelRecordingTask',
  service: 'recordings',
  version: RECORDINGS_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ TaskId: taskId, DryRun: harmless(z.boolean().optional()) }),
  output: z.object({
    ...taskAnswer,
    DryRun: harmless(z.boolean()),
    /** What is, or would be, erased. */
    Plan: z.array(step),
    /** Null on a dry run. */
    ReceiptId: harmless(z.string().nullable()),
  }),
  async run({ TaskId, DryRun = false }, context) {
    const cancelled = context.tasks.cancel(taskNamed(TaskId, context), { dryRun: DryRun });
    const { status, erasure } = await recordingErrors(cancelled);
    return {
      ...toTask(status),
      DryRun,
      Plan: erasure.steps.map((each) => toStep(each)),
      ReceiptId: erasure.receiptId ?? null,
    };
  },
});
