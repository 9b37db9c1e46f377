import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/lib/turns.ts';

describe('turns between threads', () => {
  it('are taken one after the other, first come first served', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await sleep(2);
      order.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => turns.take(work(name))));
    expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    await expect(turns.take(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await turns.take(async () => 'next')).toBe('next');
  });

  const guest = (shared: SharedArrayBuffer, work: string): Worker => {
    const source = `
      const { workerData } = require('node:worker_threads');
      import(workerData.module).then(({ Turns }) => {
        const turns = new Turns(workerData.shared);
        const count = new Int32Array(workerData.count);
        ${work}
      });`;
    const module = new URL('../../src/lib/turns.ts', import.meta.url).href;
    return new Worker(source, {
      eval: true,
      execArgv: [],
      workerData: { shared, module, count: counter.buffer },
    });
  };
  const counter = new Int32Array(new SharedArrayBuffer(4));

  it('exclude each other across threads', async () => {
    const turns = new Turns();
    counter[0] = 0;
    const work = `(async () => { for (let i = 0; i < 500; i++) await turns.take(async () => {
      const before = count[0]; await null; count[0] = before + 1; }); })();`;
    const worker = guest(turns.shared, work);
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    for (let i = 0; i < 500; i++)
      await turns.take(async () => {
        const before = counter[0] ?? 0;
        await Promise.resolve();
        counter[0] = before + 1;
      });
    await gone;
    expect(counter[0]).toBe(1_000);
  });

  it('of a thread that died are taken back', async () => {
    const turns = new Turns();
    counter[0] = 0;
    const worker = guest(turns.shared, 'turns.take(async () => { count[0] = 1; process.exit(0); });');
    await new Promise((resolve) => worker.once('exit', resolve));
    expect(counter[0]).toBe(1);
    await turns.takeBack();
    expect(await turns.take(async () => 'served')).toBe('served');
  });
});
