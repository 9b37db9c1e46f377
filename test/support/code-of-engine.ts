import { EngineError } from '../../src/engine/types.ts';

/** Why the engine refused something; null when it did not. Any other error is thrown. */
export const codeOfEngine = async (work: Promise<unknown>): Promise<string | null> => {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof EngineError) return error.reason;
    throw error;
  }
};
