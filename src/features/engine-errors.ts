import { EngineError, type EngineErrorReason } from '../engine/types.ts';
import { ApiError } from './errors.ts';

/** Which code of the API an engine failure answers with; those left out answer as for every service, see `toApiError`. */
export type EngineCodes = Readonly<Partial<Record<EngineErrorReason, string>>>;

/** Runs one recognition and turns its failures into the service's documented codes. */
export async function recognise<T>(codes: EngineCodes, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof EngineError ? codes[error.reason] : undefined;
    throw code === undefined ? error : new ApiError(code);
  }
}
