import { z } from 'zod';
import type { TaskState, TaskStatus } from '../tasks/types.ts';
import { harmless } from './personal-data.ts';

const STATES: Readonly<Record<TaskState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

/** What our own services say of a task of any kind. Times are ISO 8601, in UTC. */
export const commonTaskAnswer = {
  Status: harmless(z.enum(Object.values(STATES))),
  CreatedAt: harmless(z.string()),
  EndedAt: harmless(z.string().nullable()),
  /** When all of the task is gone at the latest. */
  ExpiresAt: harmless(z.string().nullable()),
};

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const toCommonAnswer = ({
  order,
  state,
  endedAt,
  expiresAt,
}: TaskStatus): z.output<z.ZodObject<typeof commonTaskAnswer>> => ({
  Status: STATES[state],
  CreatedAt: new Date(order.createdAt).toISOString(),
  EndedAt: instant(endedAt),
  ExpiresAt: instant(expiresAt),
});
