import { randomInt } from 'node:crypto';

/** Ids of recordings' tasks are numbers on the wire: the millisecond since then, and 12 random bits; below 2^53 until 2095. */
const FIRST = Date.UTC(2026, 0, 1);
const PER_MS = 4096;

let last = 0;

/** The id of a new task, as a decimal number: never one that was given before. */
export const newTaskNumber = (now: number): string => {
  const wished = Math.max(0, now - FIRST) * PER_MS + randomInt(PER_MS);
  last = Math.max(wished, last + 1);
  return String(last);
};

/** When a task was ordered, by its id; milliseconds since the epoch. */
export const timeOfTaskNumber = (taskId: string): number => FIRST + Math.floor(Number(taskId) / PER_MS);
