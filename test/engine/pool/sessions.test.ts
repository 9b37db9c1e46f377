import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { allWorkers, misbehavingEngine, RECORDING, type MisbehavingEngine } from './misbehaving-engine.ts';

const DIED = { name: 'EngineError', reason: 'worker-died' };

/** A recording of so many steps that do the same. */
const script = (step: string, count: number): string => Array<string>(count).fill(step).join(',');

/** Sessions in the only worker. */
const openSessions = async ({ order }: MisbehavingEngine): Promise<number> => (await order('say')).height;

/** Resolves when a worker does what it is told, however long it took to start. */
const started = ({ order }: MisbehavingEngine): Promise<unknown> =>
  vi.waitFor(() => order('say'), { timeout: 60_000 });

const eventuallyClosed = (pool: MisbehavingEngine): Promise<void> =>
  vi.waitFor(async () => expect(await openSessions(pool)).toBe(0), { timeout: 60_000 });

/** With one worker, which most tests share: to start one costs more than all that they do. */
let pool: MisbehavingEngine;
beforeAll(() => {
  pool = misbehavingEngine({ workers: 1, queueLimit: 16 });
});
afterAll(() => pool[Symbol.asyncDispose]());

describe('recordings of two workers', () => {
  let pool: MisbehavingEngine;
  let pids: readonly number[];
  beforeAll(async () => {
    pool = misbehavingEngine({ workers: 2 });
    pids = await allWorkers(pool, 2);
  });
  afterAll(() => pool[Symbol.asyncDispose]());

  test('all steps of one are done by the same worker, and then it is forgotten', async () => {
    const seen = new Set<number>();
    const watch = { onProgress: ({ heardSeconds }: { heardSeconds: number }) => void seen.add(heardSeconds) };
    await pool.record(script('say', 12), watch);
    expect(seen.size).toBe(1);
    expect(pids).toContain([...seen][0]);
    await eventuallyClosed(pool);
  });

  test('two go to two workers', async () => {
    const both = await Promise.all([pool.record(script('sleep 20', 3)), pool.record(script('sleep 20', 3))]);
    expect(new Set(both.map(({ audioSeconds }) => audioSeconds)).size).toBe(2);
  });
});

describe('recordings', () => {
  test('a call waits for a step, not for the recording', async () => {
    await pool.order('say');
    let isOver = false;
    const recordings = [1, 2].map(() => pool.record(script('sleep 50', 20)));
    const over = Promise.all(recordings).then(() => (isOver = true));
    for (let i = 0; i < 5; i++) await pool.order('say');
    expect(isOver).toBe(false);
    await over;
  });

  test('calls that never cease do not stop it', async () => {
    let isOver = false;
    const crowd = [1, 2, 3, 4, 5, 6].map(async () => {
      while (!isOver) await pool.order('sleep 2');
    });
    await pool.record(script('say', 10));
    isOver = true;
    await Promise.all(crowd);
  });

  test('more than there is room for wait their turn', async () => {
    await pool.order('say');
    const recordings = Array.from({ length: 7 }, () => pool.record(script('sleep 5', 8)));
    await sleep(60);
    expect(await openSessions(pool)).toBeLessThanOrEqual(4);
    await expect(Promise.all(recordings)).resolves.toHaveLength(7);
    await eventuallyClosed(pool);
  });

  test('a worker that dies takes its recordings with it, and no others', async () => {
    await pool.order('say');
    const lost = [pool.record('say,sleep 30,exit,say'), pool.record(script('sleep 30', 30))].map(
      (recording) => expect(recording).rejects.toMatchObject(DIED),
    );
    await Promise.all(lost);
    await pool.record('say');
    expect(await openSessions(pool)).toBe(0);
  });

  test('a worker killed between two steps is noticed', async () => {
    const { angle: pid } = await pool.order('say');
    const read = async (): Promise<Uint8Array> => {
      process.kill(pid, 'SIGKILL');
      await sleep(200);
      return Buffer.from('say');
    };
    await expect(pool.engine.hearRecording({ size: 3, read }, RECORDING)).rejects.toMatchObject(DIED);
  });

  test.each([
    ['while a step runs', 'say,sleep 300,exit'],
    ['between steps', script('say', 100_000)],
  ])('an abort %s frees the caller at once, and ends the session', async (_, orders) => {
    const { angle: pid } = await pool.order('say');
    const caller = new AbortController();
    const recording = pool.record(orders, { signal: caller.signal });
    await sleep(60);
    caller.abort(new Error('the caller left'));
    await expect(recording).rejects.toThrow('the caller left');
    await eventuallyClosed(pool);
    expect((await pool.order('say')).angle).toBe(pid);
    await expect(pool.record('say', { signal: caller.signal })).rejects.toThrow('the caller left');
  });

  test('an abort frees the caller of a source that never answers', async () => {
    const source = { size: 1, read: () => new Promise<Uint8Array>(() => {}) };
    const recording = pool.engine.hearRecording(source, RECORDING, { signal: AbortSignal.timeout(300) });
    await expect(recording).rejects.toMatchObject({ name: 'TimeoutError' });
    await eventuallyClosed(pool);
  });

  test('what the source throws comes to the caller, and the session ends', async () => {
    const source = { size: 1, read: () => Promise.reject(new Error('erased meanwhile')) };
    await expect(pool.engine.hearRecording(source, RECORDING)).rejects.toThrow('erased meanwhile');
    await eventuallyClosed(pool);
  });
});

describe('recordings where patience is short', () => {
  let pool: MisbehavingEngine;
  beforeAll(async () => {
    pool = misbehavingEngine({ workers: 1, timeoutMs: 1_500 });
    await started(pool);
  });
  afterAll(() => pool[Symbol.asyncDispose]());

  test('one that finds no room in time is refused', async () => {
    const callers = new AbortController();
    const recordings = [1, 2, 3, 4].map(() =>
      pool.record(script('sleep 20', 1_000), { signal: callers.signal }),
    );
    await expect(pool.record('say')).rejects.toMatchObject({ reason: 'overloaded' });
    callers.abort();
    await Promise.allSettled(recordings);
  });

  test('may last longer than a step may, which is ended when it does', async () => {
    await pool.record(script('sleep 50', 35));
    await expect(pool.record('say,spin,say')).rejects.toMatchObject({ reason: 'timeout' });
    await started(pool);
    await pool.record('say');
  });

  test('closing the engine ends those that run and those that wait', async () => {
    await pool.order('say');
    const rejected = [1, 2, 3, 4, 5].map(() =>
      expect(pool.record(script('sleep 50', 100))).rejects.toMatchObject(DIED),
    );
    await sleep(80);
    await pool.engine.close();
    await Promise.all(rejected);
    await expect(pool.record('say')).rejects.toMatchObject(DIED);
  });
});

describe('live decoders', () => {
  test('answer in the order of the pushes, and end', async () => {
    const decoder = pool.engine.openDecoder('mp3');
    const sounds = [decoder.push(Buffer.of(1, 2)), decoder.push(Buffer.of(3)), decoder.end()];
    expect((await Promise.all(sounds)).map((sound) => [...sound])).toEqual([[1, 2], [3], [0]]);
    await expect(decoder.push(Buffer.of(4))).rejects.toMatchObject(DIED);
    await eventuallyClosed(pool);
  });

  test('long pushes are cut and put together again', async () => {
    const decoder = pool.engine.openDecoder('mp3');
    expect(await decoder.push(Buffer.alloc(40_000, 7))).toEqual(new Float32Array(40_000).fill(7));
    decoder.close();
  });

  test('a push goes before calls that wait', async () => {
    const decoder = pool.engine.openDecoder('mp3');
    await decoder.push(Buffer.of(1));
    const ended: string[] = [];
    const calls = [1, 2, 3].map(() => pool.order('sleep 40').then(() => ended.push('call')));
    await Promise.all([...calls, decoder.push(Buffer.of(1)).then(() => ended.push('push'))]);
    expect(ended.indexOf('push')).toBeLessThanOrEqual(1);
    decoder.close();
    await eventuallyClosed(pool);
  });

  test('closed again and again, before and after anything was pushed', async () => {
    for (let i = 0; i < 100; i++) {
      const decoder = pool.engine.openDecoder('mp3');
      if (i % 2) await decoder.push(Buffer.of(1));
      decoder.close();
      decoder.close();
    }
    await eventuallyClosed(pool);
  });
});
