import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { sentenceDetail } from './recordings/sentence-details.ts';
import { recordingErrors, recordingNamed } from './recordings/task-errors.ts';
import { recordingState, STATES } from './recordings/task-state.ts';

/** Says how far the task of a recording is, and for a day hands out what was said. */
export const DescribeTaskStatus = action({
  name: 'DescribeTaskStatus',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: 50,
  input: z.object({ TaskId: harmless(z.int().min(0)) }),
  output: z.object({
    Data: z.object({
      TaskId: harmless(z.int()),
      Status: harmless(z.int()),
      StatusStr: harmless(z.string()),
      Result: carries('asr.results', z.string()),
      ErrorMsg: harmless(z.string()),
      ResultDetail: z.array(sentenceDetail).exactOptional(),
      /** Seconds. */
      AudioDuration: harmless(z.number()),
    }),
  }),
  async run({ TaskId }, context) {
    const { tasks } = context;
    const status = await recordingErrors(tasks.status(recordingNamed(TaskId, context)));
    const part = status.endedAt === null ? null : await tasks.partAt(status.order, 0);
    const told = recordingState(status, part?.outcome ?? null);
    return {
      Data: {
        TaskId,
        ...STATES[told.state],
        Result: told.text,
        ErrorMsg: told.errorMessage,
        ...(told.details ? { ResultDetail: [...told.details] } : {}),
        AudioDuration: told.audioSeconds,
      },
    };
  },
});
