import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { streamErrors } from './streams/stream-errors.ts';
import { streamTask } from './streams/stream-task.ts';

/** Ends the hearing of a stream, and erases all that was kept to hear it. */
export const CloseAsyncRecognitionTask = action({
  name: 'CloseAsyncRecognitionTask',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ TaskId: harmless(z.int().min(0)) }),
  output: z.object({}),
  async run({ TaskId }, { appId, tasks }) {
    const name = { kind: streamTask.name, appId, taskId: String(TaskId) };
    const { endedAt } = await streamErrors(tasks.status(name));
    if (endedAt !== null) throw new ApiError('FailedOperation.NoSuchTask');
    await streamErrors(tasks.cancel(name));
    return {};
  },
});
