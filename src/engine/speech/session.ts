import { InferenceSession } from 'onnxruntime-node';

/** One thread per session: more workers gain more than more threads. */
export const createSession = (model: Uint8Array): Promise<InferenceSession> =>
  InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
  });
