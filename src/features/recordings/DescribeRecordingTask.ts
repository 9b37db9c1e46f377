import { z } from 'zod';
import type { SpokenSentence } from '../../engine/speech/types.ts';
import { action } from '../action.ts';
import { toSrt, toVtt } from '../asr/captions.ts';
import type { Heard } from '../asr/recordings/hearing.ts';
import { recordingErrors } from '../asr/recordings/task-errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { RECORDINGS_VERSION, taskAnswer, taskId, taskNamed, toTask } from './task-schema.ts';

const WRITERS = { srt: toSrt, vtt: toVtt } as const satisfies Readonly<
  Record<string, (sentences: readonly SpokenSentence[]) => string>
>;

/** Says how far the task of `CreateRecTask` is, and writes what was said as captions (`srt`, `vtt`), as long as it is kept. */
export const DescribeRecordingTask = action({
  name: 'DescribeRecordingTask',
  service: 'recordings',
  version: RECORDINGS_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    TaskId: taskId,
    Captions: harmless(z.enum(['srt', 'vtt']).optional()),
  }),
  output: z.object({
    ...taskAnswer,
    /** Code of the error; null: there was none. */
    ErrorCode: harmless(z.string().nullable()),
    /** Seconds; null: nothing was heard. */
    AudioDuration: harmless(z.number().nullable()),
    /** Null where they were not asked for, or there is nothing to write them of. */
    Captions: carries('asr.results', z.string().nullable()),
  }),
  async run({ TaskId, Captions }, context) {
    const { tasks } = context;
    const status = await recordingErrors(tasks.status(taskNamed(TaskId, context)));
    const part = status.endedAt === null ? null : await tasks.partAt(status.order, 0);
    const outcome = part?.outcome ?? null;
    const heard = (outcome?.output ?? null) as Heard | null;
    return {
      ...toTask(status),
      ErrorCode: outcome && !heard ? outcome.result : null,
      AudioDuration: heard && heard.audioSeconds,
      Captions: heard && Captions ? WRITERS[Captions](heard.sentences) : null,
    };
  },
});
