import { z } from 'zod';
import type { TaskName, TaskState, TaskStatus } from '../../tasks/types.ts';
import type { ActionContext } from '../action.ts';
import { recordingTask } from '../asr/recordings/recording-task.ts';
import { harmless } from '../personal-data.ts';

export const RECORDINGS_VERSION = '2026-11-01';

/** As `CreateRecTask` answers it. */
export const taskId = harmless(z.int().min(0));

const STATES: Readonly<Record<TaskState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

/** How far a task is. Times are ISO 8601, in UTC. */
export const taskAnswer = {
  TaskId: harmless(z.int()),
  Status: harmless(z.enum(Object.values(STATES))),
  /** 0..1, by the bytes that were heard. */
  Progress: harmless(z.number()),
  CreatedAt: harmless(z.string()),
  EndedAt: harmless(z.string().nullable()),
  /** When results and all else of the task are gone at the latest. */
  ExpiresAt: harmless(z.string().nullable()),
};

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const toTask = (status: TaskStatus): z.output<z.ZodObject<typeof taskAnswer>> => ({
  TaskId: Number(status.order.taskId),
  Status: STATES[status.state],
  Progress: Math.round(status.share * 1000) / 1000,
  CreatedAt: new Date(status.order.createdAt).toISOString(),
  EndedAt: instant(status.endedAt),
  ExpiresAt: instant(status.expiresAt),
});

export const taskNamed = (id: number, { appId }: ActionContext): TaskName => ({
  ...{ kind: recordingTask.name, appId, taskId: String(id) },
});
