import { z } from 'zod';
import type { TaskName, TaskStatus } from '../../tasks/types.ts';
import type { ActionContext } from '../action.ts';
import { recordingTask } from '../asr/recordings/recording-task.ts';
import { harmless } from '../personal-data.ts';
import { commonTaskAnswer, toCommonAnswer } from '../task-answer.ts';

export const RECORDINGS_VERSION = '2026-11-01';

/** As `CreateRecTask` answers it. */
export const taskId = harmless(z.int().min(0));

/** How far a task is. Times are ISO 8601, in UTC. */
export const taskAnswer = {
  TaskId: harmless(z.int()),
  /** 0..1, by the bytes that were heard. */
  Progress: harmless(z.number()),
  ...commonTaskAnswer,
};

export const toTask = (status: TaskStatus): z.output<z.ZodObject<typeof taskAnswer>> => ({
  TaskId: Number(status.order.taskId),
  Progress: Math.round(status.share * 1000) / 1000,
  ...toCommonAnswer(status),
});

export const taskNamed = (id: number, { appId }: ActionContext): TaskName => ({
  ...{ kind: recordingTask.name, appId, taskId: String(id) },
});
