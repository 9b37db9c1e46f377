import { expect, test, vi } from 'vitest';
import { allWorkers, misbehavingEngine } from './misbehaving-engine.ts';

const WAIT = { timeout: 60_000 };

const worker = ({ angle }: { angle: number }): number => angle;

test('jobs run in the order in which they came', async () => {
  await using pool = misbehavingEngine({ workers: 1 });
  const places: number[] = [];
  await Promise.all([3, 1, 2].map(async (ms, i) => places.push((await pool.order(`sleep ${ms}`)).width - i)));
  expect(places).toEqual([1, 1, 1]);
});

test('as many jobs run at once as there are workers', async () => {
  await using pool = misbehavingEngine({ workers: 2 });
  await allWorkers(pool, 2);
  const seen = await Promise.all([1, 2, 3, 4].map(() => pool.order('sleep 500')));
  const pids = seen.map(worker);
  expect(new Set(pids).size).toBe(2);
  expect(pids.filter((pid) => pid === pids[0])).toHaveLength(2);
});

test('a job goes to the worker that has its recogniser', async () => {
  await using pool = misbehavingEngine({ workers: 2 });
  const first = worker(await pool.order('say'));
  const seen = [];
  for (let i = 0; i < 5; i++) seen.push(worker(await pool.order('say')));
  expect(new Set(seen)).toEqual(new Set([first]));
});

test('one more job than may wait is refused at once, the others are done', async () => {
  await using pool = misbehavingEngine({ workers: 1, queueLimit: 2 });
  await pool.order('say');
  const accepted = ['sleep 100', 'say', 'say'].map((order) => pool.order(order));
  await expect(pool.order('say')).rejects.toMatchObject({ name: 'EngineError', reason: 'overloaded' });
  await expect(Promise.all(accepted)).resolves.toHaveLength(3);
});

test('an aborted job that waits never runs', async () => {
  await using pool = misbehavingEngine({ workers: 1 });
  const caller = new AbortController();
  const before = pool.order('sleep 50');
  const dropped = pool.order('exit', caller.signal);
  const after = pool.order('say');
  caller.abort(new Error('the caller left'));
  await expect(dropped).rejects.toThrow('the caller left');
  expect(worker(await after)).toBe(worker(await before));
  await expect(pool.order('say', caller.signal)).rejects.toThrow('the caller left');
});

test('an abort frees the caller of a job that runs, and the worker stays', async () => {
  await using pool = misbehavingEngine({ workers: 1 });
  const pid = worker(await pool.order('say'));
  const caller = new AbortController();
  const running = pool.order('sleep 200', caller.signal);
  caller.abort(new Error('the caller left'));
  await expect(running).rejects.toThrow('the caller left');
  expect(worker(await pool.order('say'))).toBe(pid);
});

test('warm loads in every worker and tells of each load; what can be loaded nowhere is an error', async () => {
  const loaded: string[] = [];
  await using pool = misbehavingEngine({
    onLoaded: (name, n, total) => loaded.push(`${name} ${n}/${total}`),
  });
  await expect(pool.engine.warm()).rejects.toMatchObject({ name: 'EngineError', reason: 'worker-died' });
  expect(new Set(loaded.map((line) => line.split(' ')[0]))).toEqual(new Set(['readText', 'findFaces']));
  await vi.waitFor(() => expect(loaded.at(-1)).toMatch(/ 4\/6$/), WAIT);
});
