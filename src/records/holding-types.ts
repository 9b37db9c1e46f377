import type { CategoryId } from '../policy/catalogue.ts';

export interface Holding {
  readonly category: CategoryId;
  /** Without those that are restricted; with those that are kept late, if there were any. */
  readonly count: number;
  /** Kept apart because a law demands it for longer than the promise allows; nobody can read them. */
  readonly restricted: number;
  readonly sizeBytes: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  readonly nextDeadline: number | null;
  /** Records that are still there although their deadline has passed. Must be 0. */
  readonly keptLate: number;
}
