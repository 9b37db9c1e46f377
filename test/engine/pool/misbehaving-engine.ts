import { createEngine, type EngineOptions } from '../../../src/engine/engine.ts';
import type { Engine } from '../../../src/engine/jobs.ts';
import type { RecordingWatch } from '../../../src/engine/speech/recording/types.ts';
import type { RecordingResult } from '../../../src/engine/speech/types.ts';
import type { TextResult } from '../../../src/engine/types.ts';

export interface MisbehavingEngine extends AsyncDisposable {
  readonly engine: Engine;
  /** Has a worker carry out an order, see misbehaving-worker.ts. */
  readonly order: (text: string, signal?: AbortSignal) => Promise<TextResult>;
  /** Has a recording heard whose steps are orders, separated by commas. */
  readonly record: (orders: string, watch?: RecordingWatch) => Promise<RecordingResult>;
}

export const RECORDING = { channels: 'mixed', maxSeconds: 60 } as const;

/** An engine whose workers do as their input says. */
export function misbehavingEngine(options: EngineOptions = {}): MisbehavingEngine {
  const workerModule = new URL('./misbehaving-worker.ts', import.meta.url);
  const engine = createEngine({ workers: 2, ...options, workerModule });
  return {
    engine,
    order: (text, signal) =>
      engine.readText({ image: Buffer.from(text), options: { mode: 'basic' } }, signal),
    record: (orders, watch) => {
      const bytes = Buffer.from(orders);
      const read = () => Promise.resolve(bytes);
      return engine.hearRecording({ size: bytes.length, read }, RECORDING, watch);
    },
    [Symbol.asyncDispose]: () => engine.close(),
  };
}

/** Process ids of the workers, once so many of them have done something. */
export async function allWorkers({ order }: MisbehavingEngine, count: number): Promise<number[]> {
  const seen = new Set<number>();
  while (seen.size < count)
    for (const { angle } of await Promise.all(Array.from({ length: count }, () => order('sleep 50'))))
      seen.add(angle);
  return [...seen];
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
