import { EngineError, type EngineErrorReason } from '../engine/types.ts';
import { ApiError } from './errors.ts';

/** Which code of the API each engine failure answers with. */
export type EngineCodes = Readonly<Record<EngineErrorReason, string>>;

/** Runs one recognition and turns its failures into the service's documented codes. */
export async function recognise<T>(codes: EngineCodes, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof EngineError) throw new ApiError(codes[error.reason], { reason: error.message });
    throw error;
  }
}
