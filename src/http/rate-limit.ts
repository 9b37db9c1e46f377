import { ApiError } from '../features/errors.ts';
import type { Action } from '../features/action.ts';
import type { Clock } from '../lib/clock.ts';
import { SECOND_MS } from '../lib/clock.ts';

/** More accounts and actions at a time than these share the memory of the least recently used. */
const MAX_BUCKETS = 20_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * Calls per second, per AppId and action: a bucket that holds one second's worth of calls and is refilled steadily.
 * Buckets that have not been used longest are dropped first, so memory is bounded.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #maxBuckets: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, maxBuckets: number = MAX_BUCKETS) {
    this.#clock = clock;
    this.#maxBuckets = maxBuckets;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** @throws ApiError `RequestLimitExceeded`. */
  take(appId: string, action: Pick<Action, 'service' | 'name' | 'rateLimit'>): void {
    const { rateLimit } = action;
    const key = `${appId}/${action.service}/${action.name}`;
    const now = this.#clock.now();
    const held = this.#buckets.get(key);
    const refill = held ? (Math.max(0, now - held.filledAt) / SECOND_MS) * rateLimit : rateLimit;
    const tokens = Math.min(rateLimit, (held?.tokens ?? 0) + refill);
    const allowed = tokens >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, filledAt: now });
    if (this.#buckets.size > this.#maxBuckets)
      this.#buckets.delete(this.#buckets.keys().next().value as string);
    if (!allowed) throw new ApiError('RequestLimitExceeded', { limit: rateLimit });
  }
}
