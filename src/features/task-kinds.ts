import { recordingTask } from './asr/recordings/recording-task.ts';
import { streamTask } from './asr/streams/stream-task.ts';
import { documentTask } from './documents/document-task.ts';
import type { TaskQueue } from '../tasks/queue.ts';
import type { TaskStatus } from '../tasks/types.ts';
import type { ServedTaskKind } from './task-kind.ts';

/** The one table of what can be done as a task, by name. */
export const taskKinds: Readonly<Record<string, ServedTaskKind>> = {
  [documentTask.name]: documentTask,
  [recordingTask.name]: recordingTask,
  [streamTask.name]: streamTask,
};

/** Kinds whose parts are counted apart, with how many of each may be in hand. */
export const taskLanes: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(taskKinds).flatMap(({ name, partsAtOnce }) =>
    partsAtOnce === undefined ? [] : [[name, partsAtOnce]],
  ),
);

/** What a caller's URL is told of a task that has ended; null: nothing. */
export const noticeBody = async (tasks: TaskQueue, status: TaskStatus): Promise<string | null> => {
  const part = await tasks.partAt(status.order, 0);
  return taskKinds[status.order.kind]?.noticeOf?.(status, part?.outcome ?? null) ?? null;
};
