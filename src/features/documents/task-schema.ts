import { z } from 'zod';
import { DAY_MS } from '../../lib/clock.ts';
import { MOST_UNFINISHED } from '../../tasks/queue.ts';
import { partCountOf } from '../../tasks/part-ranges.ts';
import { timeOfTask } from '../../tasks/task-records.ts';
import type { TaskError, TaskName, TaskProblem, TaskState, TaskStatus } from '../../tasks/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { documentTask, settingsOf } from './document-task.ts';
import { PAGE_KINDS } from './page-kinds.ts';

export const DOCUMENTS_VERSION = '2026-11-01';

export const taskId = harmless(z.uuid({ version: 'v7' }));
export const pageKind = harmless(z.enum(PAGE_KINDS));
export const dryRun = { DryRun: harmless(z.boolean().optional()) };

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
  TaskId: harmless(z.string()),
  Kind: pageKind,
  Status: harmless(z.enum(Object.values(STATES))),
  /** Pages that the task reads. */
  PageCount: harmless(z.int()),
  /** Pages that the document has. */
  DocumentPageCount: harmless(z.int()),
  /** Those that failed among them. */
  PagesDone: harmless(z.int()),
  PagesFailed: harmless(z.int()),
  CreatedAt: harmless(z.string()),
  EndedAt: harmless(z.string().nullable()),
  /** When document, results and all else of the task are gone at the latest. */
  ExpiresAt: harmless(z.string().nullable()),
};

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const toTask = (status: TaskStatus): z.output<z.ZodObject<typeof taskAnswer>> => {
  const { order, state, partsDone, partsFailed, endedAt, expiresAt } = status;
  const { readAs, pageCount } = settingsOf(order);
  return {
    TaskId: order.taskId,
    Kind: readAs,
    Status: STATES[state],
    PageCount: partCountOf(order.parts),
    DocumentPageCount: pageCount,
    PagesDone: partsDone,
    PagesFailed: partsFailed,
    CreatedAt: new Date(order.createdAt).toISOString(),
    EndedAt: instant(endedAt),
    ExpiresAt: instant(expiresAt),
  };
};

export const taskNamed = (id: string, { appId }: ActionContext): TaskName => ({
  kind: documentTask.name,
  appId,
  taskId: id,
});

const ANSWERS: Readonly<Record<TaskProblem, () => ApiError>> = {
  'not-found': () => new ApiError('ResourceNotFound.TaskNotFound'),
  'too-many': () => new ApiError('LimitExceeded.TooManyTasks', { limit: MOST_UNFINISHED }),
  'not-kept': () => new ApiError('UnsupportedOperation'),
};

const isTaskError = (error: unknown): error is TaskError =>
  error instanceof Error && error.name === 'TaskError';

const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** What the queue refuses, as codes of the API. Nothing tells a task of an earlier day from one that never was. @throws ApiError */
export const taskErrors = async <T>(work: Promise<T>, id: string | null, now: number): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!isTaskError(error)) throw error;
    if (error.problem === 'not-found' && id !== null && dayOf(timeOfTask(id)) < dayOf(now))
      throw new ApiError('FailedOperation.TaskExpired');
    throw ANSWERS[error.problem]();
  }
};
