/** A worker for the pool's tests: each "image" is an order in text that it carries out, as real input can make it happen. */
import { EngineError, type TextResult } from '../../../src/engine/types.ts';
import { serveJobs } from '../../../src/engine/worker-loop.ts';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the face finder takes to load. */
const SLOW_LOAD_MS = 1_500;

const orders: Record<string, (argument: string) => void | Promise<void>> = {
  say: () => {},
  sleep: (ms) => sleep(Number(ms)),
  refuse: () => {
    throw new EngineError('unreadable-image', 'the image cannot be decoded');
  },
  throw: (secret) => {
    throw new TypeError(secret);
  },
  'throw-later': (secret) => {
    setTimeout(() => {
      throw new Error(secret);
    });
    return sleep(5_000);
  },
  exit: () => process.exit(7),
  abort: () => process.abort(),
  spin: () => {
    for (;;);
  },
};

/** Answers with the worker's process id as angle, and the number of its jobs so far as width. */
let jobs = 0;
const carryOut = async (image: Uint8Array): Promise<TextResult> => {
  const [order = '', argument = ''] = Buffer.from(image).toString().split(' ');
  jobs++;
  await orders[order]!(argument);
  return { width: jobs, height: 0, angle: process.pid, lines: [], steps: [] };
};

serveJobs({
  readText: async () => {
    await sleep(10);
    return ({ image }) => carryOut(image);
  },
  transcribe: () => Promise.reject(new Error('no such model')),
  findFaces: async () => {
    await sleep(SLOW_LOAD_MS);
    return async () => ({ width: 0, height: 0, faces: [], steps: [] });
  },
});
