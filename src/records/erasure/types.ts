import type { CategoryId } from '../../policy/catalogue.ts';

export interface ErasureStep {
  readonly store: string;
  readonly category: CategoryId;
  /** restrict: a law demands it for longer, so it is only kept apart; keep: it is the account's own. */
  readonly action: 'erase' | 'restrict' | 'keep';
  readonly count: number;
  /** restrict: when the last of them goes, milliseconds since the epoch. */
  readonly until: number | null;
  /** The clause of the policy by which it goes. */
  readonly reason: string;
}

/** What becomes of the records of one category when their account is closed. */
export interface ClosureStep extends Omit<ErasureStep, 'action'> {
  /** due: they go when `until` has come, at the latest. */
  readonly action: ErasureStep['action'] | 'due';
}

/** An account that was closed. It is never opened again. */
export interface Closure {
  readonly appId: string;
  readonly closedAt: number;
  /** When nothing of it was held any more; null: something still is. */
  readonly finishedAt: number | null;
  /** As planned when it was closed. */
  readonly steps: readonly ClosureStep[];
}

export interface ErasureReport {
  readonly dryRun: boolean;
  readonly steps: readonly ErasureStep[];
  /** What the scan after the erasure still found; empty when it is truly gone. Otherwise `erase` throws ErasureIncomplete. */
  readonly remains: readonly string[];
  /** Absent on a dry run. */
  readonly receiptId?: string;
}
