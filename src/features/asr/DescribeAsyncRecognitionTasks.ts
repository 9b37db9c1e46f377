import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { decodePrivatePart } from './streams/stream-order.ts';
import { MOST_STREAMS, streamTask } from './streams/stream-task.ts';

/** The streams of the account that are heard now. */
export const DescribeAsyncRecognitionTasks = action({
  name: 'DescribeAsyncRecognitionTasks',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: 20,
  input: z.object({}),
  output: z.object({
    Data: z.object({
      Tasks: z.array(z.object({ TaskId: harmless(z.int()), Url: carries('asr.audio', z.string()) })),
    }),
  }),
  async run(_, { appId, tasks }) {
    const { tasks: listed } = await tasks.list({ kind: streamTask.name, appId }, 0, MOST_STREAMS);
    const open = listed.filter(({ endedAt }) => endedAt === null);
    const told = await Promise.all(
      open.map(async ({ order }) => {
        const file = await tasks.fileOf(order);
        return file ? [{ TaskId: Number(order.taskId), Url: decodePrivatePart(file.content).url }] : [];
      }),
    );
    return { Data: { Tasks: told.flat() } };
  },
});
