export interface ReceiptVerification {
  readonly ok: boolean;
  readonly count: number;
  readonly rootHash: string;
  /** Index of the first entry that was edited, dropped or reordered. */
  readonly brokenAt?: number;
  readonly reason?: string;
}
