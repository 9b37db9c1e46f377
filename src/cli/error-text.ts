import { errorMessage } from '../features/error-messages/message.ts';
import { ApiError } from '../features/errors.ts';

/** What a terminal says of an error; codes of the API have texts. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) return errorMessage(error, 'en-US');
  return error instanceof Error ? error.message : String(error);
}

/** Does something with each file; one that fails is told of, does not stop the others, and makes the exit code 1. */
export async function eachFile(
  files: readonly string[],
  each: (file: string) => Promise<void>,
): Promise<void> {
  for (const file of files)
    try {
      await each(file);
    } catch (error) {
      console.error(`${file}: ${errorText(error)}`);
      process.exitCode = 1;
    }
}
