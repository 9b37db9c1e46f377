import { TaskError, type TaskProblem } from '../../../tasks/types.ts';
import { ApiError } from '../../errors.ts';
import { MOST_STREAMS } from './stream-task.ts';

const ANSWERS: Readonly<Record<TaskProblem, () => ApiError>> = {
  'not-found': () => new ApiError('FailedOperation.NoSuchTask'),
  'too-many': () => new ApiError('LimitExceeded.TooManyTasks', { limit: MOST_STREAMS }),
  'not-kept': () => new ApiError('UnsupportedOperation'),
};

/** What the queue refuses, as codes of the API. @throws ApiError */
export const streamErrors = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof TaskError ? ANSWERS[error.problem]() : error;
  }
};
