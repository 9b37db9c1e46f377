import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allWorkers, isAlive, misbehavingEngine } from './misbehaving-engine.ts';

test('closing ends every worker quickly, whatever it does, and rejects what was asked of it', async () => {
  const pool = misbehavingEngine({ workers: 2 });
  const { engine, order } = pool;
  const pids = await allWorkers(pool, 2);
  const rejected = [order('spin'), order('spin'), order('say')].map((job) =>
    expect(job).rejects.toMatchObject({ reason: 'worker-died' }),
  );
  await sleep(50);
  const started = Date.now();
  await engine.close();
  // Nobody waited for what takes a minute.
  expect(Date.now() - started).toBeLessThan(20_000);
  expect(pids.map(isAlive)).toEqual([false, false]);
  await Promise.all(rejected);
  await expect(order('say')).rejects.toMatchObject({ reason: 'worker-died' });
});

test('an engine can be closed while its workers start', async () => {
  const { engine, order } = misbehavingEngine({ workers: 2 });
  const early = expect(order('say')).rejects.toMatchObject({ reason: 'worker-died' });
  await engine.close();
  await early;
});

async function eventually(done: () => boolean): Promise<void> {
  while (!done()) await sleep(50);
}

test.each(['rest', 'spin'])('workers that %s end when their parent is killed', async (deed) => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'doomed-parent.ts'), deed], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const pids = line.split(' ').map(Number);
  expect(pids.map(isAlive)).toEqual([true, true]);
  parent.kill('SIGKILL');
  await eventually(() => !pids.some(isAlive));
});
