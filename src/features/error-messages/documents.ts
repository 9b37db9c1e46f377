import type { Messages } from './pairs.ts';

/** Codes of tasks that read whole documents. */
export const documentMessages: Messages = {
  'FailedOperation.TaskExpired': [
    'The day of the task is over: its document and its results were erased.',
    '任务当日已结束：其文档和结果均已删除。',
  ],
  'LimitExceeded.TooManyPages': [
    'The document has too many pages[: a task reads at most {limit}].',
    '文档页数过多[：每个任务最多读取 {limit} 页]。',
  ],
  'LimitExceeded.TooManyTasks': [
    'Too many tasks are not finished yet[: at most {limit}].',
    '未完成的任务过多[：最多 {limit} 个]。',
  ],
  'ResourceNotFound.TaskNotFound': ['There is no such task.', '任务不存在。'],
};
