import { randomBytes } from 'node:crypto';
import type { PutRequest, RecordContext, Subject } from '../records/types.ts';
import type {
  Attachment,
  Json,
  OwedNotice,
  PartOutcome,
  TaskCaller,
  TaskEnd,
  TaskExtras,
  TaskKind,
  TaskOrder,
} from './types.ts';

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
export const attachmentSubject = (taskId: string, name: string): Subject => task(`${taskId} with ${name}`);
export const attachmentGroup = (taskId: string, group: string): Subject => task(`${taskId} all ${group}`);
/** The notice that is owed, which has a key of its own. */
export const noticeSubject = (taskId: string): Subject => task(`${taskId} notice`);
export const allNotices: Subject = task('notices');
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
  kind: TaskKind,
  order: TaskOrder,
  content: Uint8Array,
  { attachments = [], noticeUrl }: TaskExtras = {},
): readonly PutRequest[] => {
  const { notes, file } = kind;
  const { taskId } = order;
  const context: Omit<RecordContext, 'subjects'> = {
    ...contextOf(order.caller),
    sealedFor: inputSubject(taskId),
  };
  const subjects = [wholeTask(taskId), orderedBy(order.caller)];
  return [
    notes.request({ order }, { ...context, subjects: [...subjects, orderSubject(taskId), allOrders] }, order),
    file.request(content, { ...context, subjects: [...subjects, fileSubject(taskId)] }, order),
    ...attachments.map((attachment) => attachmentRecord(kind, order, attachment)),
    ...(noticeUrl === undefined
      ? []
      : [noticeRecord(kind, { order, url: noticeUrl, attempts: 0, nextAt: order.createdAt })]),
  ];
};

/** @param fileId record of the file, without which nothing is kept with it any more; absent: it is put in the same commit */
export const attachmentRecord = (
  { file }: TaskKind,
  order: TaskOrder,
  { name, group, content }: Attachment,
  fileId?: string,
): PutRequest => {
  const { taskId, caller } = order;
  const names = [attachmentSubject(taskId, name), attachmentGroup(taskId, group)];
  const context: RecordContext = {
    ...contextOf(caller),
    subjects: [wholeTask(taskId), orderedBy(caller), ...names],
    sealedFor: inputSubject(taskId),
    ...(fileId === undefined ? {} : { onlyWith: fileId }),
  };
  return file.request(content, context, order);
};

export const noticeRecord = ({ notes }: TaskKind, owed: Omit<OwedNotice, 'id'>): PutRequest => {
  const { taskId, kind, caller } = owed.order;
  const notice = { ...owed, order: { taskId, kind, caller } };
  const subjects = [wholeTask(taskId), orderedBy(caller), allNotices];
  const context = { ...contextOf(caller), subjects, sealedFor: noticeSubject(taskId) };
  return notes.request({ notice }, context, owed.order);
};

/** @param fileId record of the file, without which a result is not kept any more */
export const partRecord = (
  { results }: TaskKind,
  order: TaskOrder,
  fileId: string,
  part: number,
  { result, output }: PartOutcome,
): PutRequest => {
  const { taskId, caller } = order;
  const failed = output === null ? [failuresSubject(taskId)] : [];
  return results.request(
    { part, result, output },
    {
      ...contextOf(caller),
      subjects: [partsSubject(taskId), partSubject(taskId, part), ...failed, orderedBy(caller)],
      sealedFor: wholeTask(taskId),
      onlyWith: fileId,
    },
    order,
  );
};

/** That a task was cancelled stays when all else of it goes, so that its caller sees it. */
export const endRecord = ({ notes }: TaskKind, end: TaskEnd): PutRequest => {
  const { taskId, caller } = end.order;
  const whole = end.state === 'cancelled' ? [] : [wholeTask(taskId), orderedBy(caller)];
  const subjects = [endSubject(taskId), allEnds, ...whole];
  return notes.request({ end }, { ...contextOf(caller), subjects }, end.order);
};

/** What is found under one of these subjects was put by the functions above. */
export const orderIn = (kind: TaskKind, record: object): TaskOrder | undefined =>
  kind.notes.contentOf(record)?.['order'] as TaskOrder | undefined;

export const endIn = (kind: TaskKind, record: object): TaskEnd | undefined =>
  kind.notes.contentOf(record)?.['end'] as TaskEnd | undefined;

export const noticeIn = (kind: TaskKind, record: object): Omit<OwedNotice, 'id'> | undefined =>
  kind.notes.contentOf(record)?.['notice'] as Omit<OwedNotice, 'id'> | undefined;

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
