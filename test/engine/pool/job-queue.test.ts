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
