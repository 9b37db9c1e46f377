import { expect, test } from 'vitest';
import { JobQueue } from '../../../src/engine/job-queue.ts';

const load = { type: 'load', name: 'readText' } as const;

test('a job that nobody takes in time is refused and gone', async () => {
  const queue = new JobQueue(1, 20);
  await expect(queue.add(load)).rejects.toMatchObject({ reason: 'overloaded' });
  expect(queue.length).toBe(0);
});

test('a job that is taken may last longer than one may wait', async () => {
  const queue = new JobQueue(1, 20);
  const output = queue.add(load);
  const job = queue.take()!;
  setTimeout(() => job.resolve('done'), 60);
  await expect(output).resolves.toBe('done');
});

test('what still waits when the queue is cleared is rejected', async () => {
  const queue = new JobQueue(2, 60_000);
  const jobs = [queue.add(load), queue.add(load)];
  queue.clear(new Error('over'));
  expect((await Promise.allSettled(jobs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

/** Queues jobs, `u...` urgent; gives the order in which they are taken. */
async function order(names: readonly string[]): Promise<string[]> {
  const queue = new JobQueue(names.length, 60_000);
  const taken: string[] = [];
  const done = names.map((name) =>
    queue.add(load, undefined, name.startsWith('u')).then(() => taken.push(name)),
  );
  for (let job = queue.take(); job; job = queue.take()) job.resolve(null);
  await Promise.all(done);
  return taken;
}

test('urgent jobs go first, in the order in which they came', async () => {
  await expect(order(['a', 'u1', 'b', 'u2'])).resolves.toEqual(['u1', 'u2', 'a', 'b']);
});

test('a job comes to its turn, however many are urgent', async () => {
  const urgent = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];
  await expect(order(['a', ...urgent])).resolves.toEqual(['u1', 'u2', 'u3', 'u4', 'a', 'u5', 'u6']);
});
