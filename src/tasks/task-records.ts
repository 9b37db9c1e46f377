import { randomBytes } from 'node:crypto';
import type { PutRequest, RecordContext, Subject } from '../records/types.ts';
import type { Json, PartOutcome, TaskCaller, TaskEnd, TaskKind, TaskOrder } from './types.ts';

/*
 * A task is records of the vault and nothing else: its order and its file until it ends, a result for each part that
 * was done, and how it ended. That a task is unfinished, and how far it is, is told by which of them are there.
 */

const task = (value: string): Subject => ({ kind: 'task', value });

/** Order, file and results: all that an erasure of the task takes. */
export const wholeTask = (taskId: string): Subject => task(taskId);
export const orderSubject = (taskId: string): Subject => task(`${taskId} order`);
export const fileSubject = (taskId: string): Subject => task(`${taskId} file`);
/** Order and file: they go together when the task ends, and have a key of their own. */
export const inputSubject = (taskId: string): Subject => task(`${taskId} input`);
export const partsSubject = (taskId: string): Subject => task(`${taskId} parts`);
export const partSubject = (taskId: string, part: number): Subject => task(`${taskId} part ${part}`);
export const failuresSubject = (taskId: string): Subject => task(`${taskId} failures`);
export const endSubject = (taskId: string): Subject => task(`${taskId} end`);
/** Every order and every end of an account. */
export const allOrders: Subject = task('orders');
export const allEnds: Subject = task('ends');

/** Whoever erases what a call left, erases the task that it ordered, too. */
const orderedBy = ({ requestId }: TaskCaller): Subject => ({ kind: 'request', value: requestId });

const contextOf = ({ appId, region, jurisdiction }: TaskCaller) => ({
  appId,
  region,
  ...(jurisdiction === null ? {} : { jurisdiction }),
});

export const newTaskRecords = (
  { notes, file }: TaskKind,
  order: TaskOrder,
  content: Uint8Array,
): readonly PutRequest[] => {
  const { taskId } = order;
  const context: Omit<RecordContext, 'subjects'> = {
    ...contextOf(order.caller),
    sealedFor: inputSubject(taskId),
  };
  const subjects = [wholeTask(taskId), orderedBy(order.caller)];
  return [
    notes.request({ order }, { ...context, subjects: [...subjects, orderSubject(taskId), allOrders] }),
    file.request(content, { ...context, subjects: [...subjects, fileSubject(taskId)] }),
  ];
};

/** @param fileId record of the file, without which a result is not kept any more */
export const partRecord = (
  { results }: TaskKind,
  { taskId, caller }: TaskOrder,
  fileId: string,
  part: number,
  { result, output }: PartOutcome,
): PutRequest => {
  const failed = output === null ? [failuresSubject(taskId)] : [];
  return results.request(
    { part, result, output },
    {
      ...contextOf(caller),
      subjects: [partsSubject(taskId), partSubject(taskId, part), ...failed, orderedBy(caller)],
      sealedFor: wholeTask(taskId),
      onlyWith: fileId,
    },
  );
};

/** That a task was cancelled stays when all else of it goes, so that its caller sees it. */
export const endRecord = ({ notes }: TaskKind, end: TaskEnd): PutRequest => {
  const { taskId, caller } = end.order;
  const whole = end.state === 'cancelled' ? [] : [wholeTask(taskId), orderedBy(caller)];
  return notes.request({ end }, { ...contextOf(caller), subjects: [endSubject(taskId), allEnds, ...whole] });
};

/** What is found under one of these subjects was put by the functions above. */
export const orderIn = (kind: TaskKind, record: object): TaskOrder | undefined =>
  kind.notes.contentOf(record)?.['order'] as TaskOrder | undefined;

export const endIn = (kind: TaskKind, record: object): TaskEnd | undefined =>
  kind.notes.contentOf(record)?.['end'] as TaskEnd | undefined;

export const outcomeIn = (kind: TaskKind, record: object): PartOutcome | undefined => {
  const content = kind.results.contentOf(record);
  if (!content) return undefined;
  return { result: content['result'] as string, output: content['output'] as Json | null };
};

/** A version 7 UUID (RFC 9562): when it was made, and 74 random bits. */
export const newTaskId = (now: number): string => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** When a task was ordered, by its id; milliseconds since the epoch. */
export const timeOfTask = (taskId: string): number =>
  Number.parseInt(taskId.replace('-', '').slice(0, 12), 16);
