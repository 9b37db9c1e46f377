import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Logger } from '../../../src/lib/logger.ts';
import { allWorkers, misbehavingEngine } from './misbehaving-engine.ts';

const SECRET = 'canary-8f1c';

test.each(['exit', 'abort', `throw-later ${SECRET}`])(
  'a worker that dies of "%s" costs that one call and is replaced',
  async (order) => {
    await using pool = misbehavingEngine({ workers: 2 });
    const others = ['sleep 300', 'say', 'say'].map((each) => pool.order(each));
    const lost = pool.order(order);
    await expect(lost).rejects.toMatchObject({ name: 'EngineError', reason: 'worker-died' });
    await expect(lost).rejects.not.toThrow(SECRET);
    await expect(Promise.all(others)).resolves.toHaveLength(3);
    await expect(allWorkers(pool, 2)).resolves.toHaveLength(2);
  },
);

test('a job that never ends is ended, and its worker replaced', async () => {
  await using pool = misbehavingEngine({ workers: 1, timeoutMs: 1_500 });
  const { angle: pid } = await pool.order('say');
  await expect(pool.order('spin')).rejects.toMatchObject({ reason: 'timeout' });
  expect((await pool.order('say')).angle).not.toBe(pid);
});

test('the time that a recogniser takes to load is not taken from its first job', async () => {
  await using pool = misbehavingEngine({ workers: 1, timeoutMs: 1_000 });
  const untimed = { image: Buffer.alloc(0), options: { maxFaces: 1, minFaceSize: 34 } };
  await expect(pool.engine.findFaces(untimed)).resolves.toMatchObject({ faces: [] });
});

test('a refused input is told with its reason, and the worker stays', async () => {
  await using pool = misbehavingEngine({ workers: 1 });
  const { angle: pid } = await pool.order('say');
  await expect(pool.order('refuse')).rejects.toMatchObject({
    name: 'EngineError',
    reason: 'unreadable-image',
    message: 'the image cannot be decoded',
  });
  expect((await pool.order('say')).angle).toBe(pid);
});

test('a recogniser that throws tells where, never what', async () => {
  const logged: unknown[] = [];
  const note = (...line: unknown[]): unknown => logged.push(line);
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  await using pool = misbehavingEngine({ workers: 1, logger });
  const { angle: pid } = await pool.order('say');
  const failed = pool.order(`throw ${SECRET}`);
  await expect(failed).rejects.toMatchObject({ reason: 'worker-died', message: 'the recogniser failed' });
  expect((await pool.order('say')).angle).toBe(pid);
  expect(JSON.stringify(logged)).toContain('TypeError at');
  expect(JSON.stringify(logged)).not.toContain(SECRET);
});

test('a worker that has grown too large is replaced between jobs', async () => {
  await using pool = misbehavingEngine({ workers: 1, maxRssBytes: 1 });
  const seen = [];
  for (let i = 0; i < 3; i++) seen.push((await pool.order('say')).angle);
  expect(new Set(seen).size).toBe(3);
});

test('workers that die again and again are started again ever more slowly, and work once they can', async () => {
  await using pool = misbehavingEngine({ workers: 1 });
  const started = Date.now();
  const crashes = await Promise.allSettled([1, 2, 3, 4].map(() => pool.order('exit')));
  expect(crashes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  await pool.order('say');
  expect(Date.now() - started).toBeGreaterThan(100 + 200 + 400);
});

test.runIf(process.platform === 'linux')("a worker's memory is kept out of core dumps", async () => {
  await using pool = misbehavingEngine({ workers: 1 });
  const { angle: pid } = await pool.order('say');
  expect(Number.parseInt(readFileSync(`/proc/${pid}/coredump_filter`, 'utf8'), 16)).toBe(0);
});
