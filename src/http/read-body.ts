import type { IncomingMessage } from 'node:http';
import { ApiError } from '../features/errors.ts';

/** How much of a request that is too large is still read, so that the caller gets the answer and not a reset. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** Bytes of request bodies held in memory by all calls together. */
export class BodyBudget {
  readonly #maxBytes: number;
  #heldBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Reserves room; false when there is none. */
  take(sizeBytes: number): boolean {
    if (this.#heldBytes + sizeBytes > this.#maxBytes) return false;
    this.#heldBytes += sizeBytes;
    return true;
  }

  give(sizeBytes: number): void {
    this.#heldBytes -= sizeBytes;
  }
}

/** The caller hung up before the request was complete: there is nobody to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/** Reads a body, see `readChunks`, and puts it together. */
export async function readBody(
  incoming: IncomingMessage,
  maxBytes: number,
  budget: BodyBudget,
): Promise<Buffer> {
  const chunks = await readChunks(incoming, maxBytes, budget);
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/**
 * Reads a body of at most `maxBytes`, holding it within `budget`; the caller gives back its length when done.
 * @throws ApiError `RequestSizeLimitExceeded` or, when memory is short, `ResourceInsufficient`, after the rest was read
 *   and thrown away. @throws CallerGone
 */
export async function readChunks(
  incoming: IncomingMessage,
  maxBytes: number,
  budget: BodyBudget,
): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  let heldBytes = 0;
  let seenBytes = 0;
  let refusal: ApiError | null = null;
  const refuse = (error: ApiError): void => {
    refusal = error;
    budget.give(heldBytes);
    heldBytes = 0;
    chunks.length = 0;
  };
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      seenBytes += chunk.length;
      if (refusal) {
        if (seenBytes > MAX_DISCARDED_BYTES) break;
      } else if (seenBytes > maxBytes) refuse(new ApiError('RequestSizeLimitExceeded', { limit: maxBytes }));
      else if (!budget.take(chunk.length)) refuse(new ApiError('ResourceInsufficient'));
      else {
        heldBytes += chunk.length;
        chunks.push(chunk);
      }
    }
  } catch {
    budget.give(heldBytes);
    throw new CallerGone();
  }
  if (refusal) throw refusal as ApiError;
  return chunks;
}
