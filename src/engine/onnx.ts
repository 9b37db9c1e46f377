import './no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** The only way to onnxruntime, so that it is never loaded with its telemetry on. */
export { Tensor, type InferenceSession };

/** Errors only: the library warns of each model's quirks, on standard error. */
const LOG_ERRORS = 3;

export interface Shapes {
  /**
   * Inputs of the same shape come again. The library then keeps, for each combination of shapes that it met, a plan of where
   * everything lies, and blocks of memory as large: a waste where nearly every input has a length of its own.
   */
  readonly repeat: boolean;
}

/**
 * A session on one CPU thread: more workers gain more than more threads.
 * @param options session configuration entries of onnxruntime, e.g. `set_denormal_as_zero`
 */
export const createSession = (
  model: Uint8Array,
  options: Readonly<Record<string, string>> = {},
  shapes: Shapes = { repeat: true },
): Promise<InferenceSession> =>
  InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableMemPattern: shapes.repeat,
    logSeverityLevel: LOG_ERRORS,
    extra: { session: options },
  });
