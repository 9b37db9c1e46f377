import { z } from 'zod';
import { DAY_MS } from '../../lib/clock.ts';
import { MOST_UNFINISHED } from '../../tasks/queue.ts';
import { partCountOf } from '../../tasks/part-ranges.ts';
import { timeOfTask } from '../../tasks/task-records.ts';
import type { TaskError, TaskName, TaskProblem, TaskStatus } from '../../tasks/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { commonTaskAnswer, toCommonAnswer } from '../task-answer.ts';
import { documentTask, settingsOf } from './document-task.ts';
import { PAGE_KINDS } from './page-kinds.ts';

export const DOCUMENTS_VERSION = '2026-11-01';

export const taskId = harmless(z.uuid({ version: 'v7' }));
export const pageKind = harmless(z.enum(PAGE_KINDS));
export const dryRun = { DryRun: harmless(z.boolean().optional()) };

/** How far a task is. Times are ISO 8601, in UTC. */
export const taskAnswer = {
  TaskId: harmless(z.string()),
  Kind: pageKind,
  /** Pages that the task reads. */
  PageCount: harmless(z.int()),
  /** Pages that the document has. */
  DocumentPageCount: harmless(z.int()),
  /** Those that failed among them. */
  PagesDone: harmless(z.int()),
  PagesFailed: harmless(z.int()),
  ...commonTaskAnswer,
};

export const toTask = (status: TaskStatus): z.output<z.ZodObject<typeof taskAnswer>> => {
  const { order, partsDone, partsFailed } = status;
  const { readAs, pageCount } = settingsOf(order);
  return {
    TaskId: order.taskId,
    Kind: readAs,
    PageCount: partCountOf(order.parts),
    DocumentPageCount: pageCount,
    PagesDone: partsDone,
    PagesFailed: partsFailed,
    ...toCommonAnswer(status),
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
