import { documentTask } from './documents/document-task.ts';
import type { ServedTaskKind } from './task-kind.ts';

/** The one table of what can be done as a task, by name. */
export const taskKinds: Readonly<Record<string, ServedTaskKind>> = { [documentTask.name]: documentTask };
