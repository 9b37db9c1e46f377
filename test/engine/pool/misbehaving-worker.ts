/** A worker for the pool's tests: each "image" is an order in text that it carries out, as real input can make it happen. */
import type {
  DecoderInput,
  RecordingInput,
  RecordingOutput,
  Session,
} from '../../../src/engine/speech/recording/types.ts';
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

/** Answers with the worker's process id as angle, the number of its jobs so far as width, and of its sessions as height. */
let jobs = 0;
const carryOut = async (image: Uint8Array): Promise<TextResult> => {
  const [order = '', argument = ''] = Buffer.from(image).toString().split(' ');
  jobs++;
  await orders[order]!(argument);
  return { width: jobs, height: open, angle: process.pid, lines: [], steps: [] };
};

/** Sessions that have begun and not been closed. */
let open = 0;

/** A recording is a list of orders, of which each step carries one out; it tells the worker's process id as seconds heard. */
class Script implements Session<'recording'> {
  #orders: string[] | undefined;

  constructor() {
    open++;
  }

  async step({ opening, bytes }: RecordingInput): Promise<RecordingOutput> {
    if (opening) return { type: 'ask', from: 0, length: opening.size };
    if (bytes) this.#orders = Buffer.from(bytes).toString().split(',');
    const next = this.#orders?.shift();
    if (!next) return { type: 'end', steps: [] };
    const [order = '', argument = ''] = next.split(' ');
    await orders[order]!(argument);
    return { type: 'heard', heardSeconds: process.pid, channels: 1, position: 0, sentences: [] };
  }

  close(): void {
    open--;
  }
}

/** "Decodes" each byte to a sample, and the end to a zero. */
class Echo implements Session<'decoder'> {
  constructor() {
    open++;
  }

  step({ bytes, isLast }: DecoderInput): Promise<Float32Array> {
    return Promise.resolve(Float32Array.from([...bytes, ...(isLast ? [0] : [])]));
  }

  close(): void {
    open--;
  }
}

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
  recording: () => Promise.resolve(() => new Script()),
  decoder: () => Promise.resolve(() => new Echo()),
});
