import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UploadedAudio } from '../../features/asr/uploaded-audio.ts';

/** Aborted when the connection is lost before the answer was given. */
export function goneSignal(outgoing: ServerResponse<IncomingMessage>): AbortSignal {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** A body as audio, in the pieces in which it came. */
export function uploadOf(chunks: readonly Buffer[], gone: AbortSignal): UploadedAudio {
  const starts: number[] = [];
  let size = 0;
  for (const chunk of chunks) {
    starts.push(size);
    size += chunk.length;
  }
  return {
    size,
    gone,
    async read(from, length) {
      const end = Math.min(size, from + length);
      const pieces: Buffer[] = [];
      for (let i = pieceAt(starts, from); i < chunks.length && (starts[i] as number) < end; i++) {
        const [chunk, start] = [chunks[i] as Buffer, starts[i] as number];
        pieces.push(chunk.subarray(Math.max(0, from - start), end - start));
      }
      return Buffer.concat(pieces);
    },
  };
}

/** The last piece that begins at or before a position. */
function pieceAt(starts: readonly number[], position: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= position) low = middle;
    else high = middle;
  }
  return low;
}
