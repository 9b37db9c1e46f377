import type { PartMeans } from '../features/task-kind.ts';
import { createFetchLive } from './fetch-live.ts';
import { createFetchStream } from './fetch-url.ts';
import type { PinnedRequestOptions } from './pinned-request.ts';
import { post } from './post-callback.ts';

/** How the parts of tasks reach the world outside. */
export const partMeans = (options: PinnedRequestOptions = {}): PartMeans => ({
  fetchStream: createFetchStream(options),
  fetchLive: createFetchLive(options),
  post: (url, content, signal) => post(url, content, { ...options, signal }),
});
