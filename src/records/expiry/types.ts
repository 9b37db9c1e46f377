import type { CategoryId } from '../../policy/catalogue.ts';

export interface ExpiryReport {
  readonly dryRun: boolean;
  readonly now: number;
  readonly removed: readonly { category: CategoryId; count: number }[];
  readonly receiptIds: readonly string[];
}
