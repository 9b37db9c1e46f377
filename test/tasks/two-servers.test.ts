import { afterEach, beforeEach, expect, it } from 'vitest';
import { documentTask } from '../../src/features/documents/document-task.ts';
import { createLogger } from '../../src/lib/logger.ts';
import type { Vault } from '../../src/records/types.ts';
import { startNoticeLoop } from '../../src/tasks/notices.ts';
import { TaskQueue } from '../../src/tasks/queue.ts';
import { startTaskRunner, type TaskRunner } from '../../src/tasks/runner.ts';
import { APP, callRecords, usageOf, VaultOnDisk } from '../records/vault-on-disk.ts';
import { CATEGORY, newTask, success } from './task-desk.ts';

const FILE = new Uint8Array([1]);
const PATIENCE = { timeout: 20_000 };

interface Server {
  readonly vault: Vault;
  readonly queue: TaskQueue;
  runner: TaskRunner | null;
}

let disk: VaultOnDisk;
let servers: Server[];
/** Parts, by the number of the server that began them. */
let begun: Map<number, number[]>;
/** Until then no part is done. */
let go: PromiseWithResolvers<undefined>;

const newServer = async (): Promise<Server> => {
  const vault = await disk.another();
  const queue = new TaskQueue({ vault, clock: disk.clock, kinds: { [documentTask.name]: documentTask } });
  const server = { vault, queue, runner: null };
  servers.push(server);
  return server;
};
/** Takes up what is there, as a start does. */
const run = (server: Server): void => {
  const number = servers.indexOf(server);
  begun.set(number, []);
  server.runner = startTaskRunner({
    ...{ queue: server.queue, partsAtOnce: 2, pauseMs: 1, lookAgainMs: 20, logger: createLogger('silent') },
    perform: async ({ order, part, signal }, keep) => {
      begun.get(number)?.push(part);
      const left = new Promise((resolve) => signal.addEventListener('abort', resolve));
      await Promise.race([go.promise, left]);
      const kept = signal.aborted ? null : keep(success);
      const call = callRecords(`${order.caller.requestId}/${part}`, APP);
      if (kept) await server.vault.put([...call, ...kept], usageOf(APP));
    },
  });
};
const allBegun = (): number[] => [...begun.values()].flat().sort();

beforeEach(async () => {
  disk = await VaultOnDisk.open();
  servers = [];
  begun = new Map();
  go = Promise.withResolvers();
});
afterEach(async () => {
  for (const { runner, vault } of servers) {
    await runner?.stop();
    await vault.close();
  }
  await disk[Symbol.asyncDispose]();
});

it('do every part of a task once, and share them', async () => {
  const [here, there] = [await newServer(), await newServer()];
  const { order } = await here.queue.create(newTask([[1, 4]]), FILE);
  run(here);
  await expect.poll(allBegun, PATIENCE).toEqual([1, 2]);
  run(there);
  await expect.poll(allBegun, PATIENCE).toEqual([1, 2, 3, 4]);
  expect(begun.get(1)?.toSorted()).toEqual([3, 4]);
  go.resolve(undefined);
  const name = { kind: documentTask.name, appId: APP, taskId: order.taskId };
  await expect.poll(async () => (await there.queue.status(name)).state, PATIENCE).toBe('done');
  await expect.poll(() => servers.map(({ queue }) => queue.load.unfinished), PATIENCE).toEqual([0, 0]);
  expect(allBegun()).toEqual([1, 2, 3, 4]);
  expect(await here.queue.status(name)).toMatchObject({ state: 'done', partsDone: 4, partsFailed: 0 });
});

it('go on with what another one has left', async () => {
  const [here, there] = [await newServer(), await newServer()];
  await here.queue.create(newTask([[1, 1]]), FILE);
  run(here);
  await expect.poll(allBegun, PATIENCE).toEqual([1]);
  run(there);
  await expect.poll(() => there.queue.load, PATIENCE).toEqual({ unfinished: 1, partsInHand: 0 });
  expect(begun.get(1)).toEqual([]);
  await here.runner?.stop();
  await expect.poll(() => begun.get(1), PATIENCE).toEqual([1]);
  go.resolve(undefined);
  await expect.poll(() => there.queue.load.unfinished, PATIENCE).toBe(0);
});

it('end a task once, and its caller is told once', async () => {
  const [here, there] = [await newServer(), await newServer()];
  const told: string[] = [];
  const answered = Promise.withResolvers<boolean>();
  const loops = [here, there].map(({ queue }) =>
    startNoticeLoop({
      ...{ queue, clock: disk.clock, logger: createLogger('silent'), bodyOf: async ({ state }) => state },
      post: ({ body }) => {
        told.push(body);
        return answered.promise;
      },
    }),
  );
  const noticeUrl = 'http://caller.example/told';
  const { order } = await here.queue.create(newTask([[1, 1]]), FILE, { noticeUrl });
  await Promise.all([here, there, here, there].map(({ queue }) => queue.finish(order)));
  expect((await here.queue.list({ kind: documentTask.name, appId: APP }, 0, 10)).total).toBe(1);
  await expect.poll(() => told, PATIENCE).toEqual(['expired']);
  const owed = () => here.vault.count(CATEGORY, { appId: APP, subject: { kind: 'task', value: 'notices' } });
  // What is under way is the other's; if that one ends before it is taken, it is owed still.
  await new Promise((resolve) => setTimeout(resolve, 50));
  answered.resolve(true);
  await expect.poll(owed, PATIENCE).toBe(0);
  expect(told).toEqual(['expired']);
  for (const loop of loops) await loop.stop();
});
