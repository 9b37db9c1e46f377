import { DAY_MS } from '../../../lib/clock.ts';
import { TaskError, type TaskName, type TaskProblem } from '../../../tasks/types.ts';
import type { ActionContext } from '../../action.ts';
import { ApiError } from '../../errors.ts';
import { recordingTask } from './recording-task.ts';
import { timeOfTaskNumber } from './task-number.ts';

const ANSWERS: Readonly<Record<TaskProblem, () => ApiError>> = {
  'not-found': () => new ApiError('FailedOperation.NoSuchTask'),
  'too-many': () => new ApiError('LimitExceeded.TooManyTasks', { limit: recordingTask.mostUnfinished ?? 0 }),
  'not-kept': () => new ApiError('UnsupportedOperation'),
};

/** What the queue refuses, as codes of the API. @throws ApiError */
export const recordingErrors = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof TaskError ? ANSWERS[error.problem]() : error;
  }
};

/**
 * The task that a caller names.
 * @throws ApiError `FailedOperation.NoSuchTask` for one that was ordered longer than a day ago: so long the API serves it
 */
export const recordingNamed = (taskId: number, { appId, clock }: ActionContext): TaskName => {
  if (timeOfTaskNumber(String(taskId)) + DAY_MS <= clock.now())
    throw new ApiError('FailedOperation.NoSuchTask');
  return { kind: recordingTask.name, appId, taskId: String(taskId) };
};
