import type { CategoryId } from '../../policy/catalogue.ts';

/**
 * hold: moved apart, or no longer; access: what was apart was read; withdrawal: a consent ended and no key is made for it again.
 */
export type ReceiptKind = 'erasure' | 'expiry' | 'refusal' | 'hold' | 'access' | 'withdrawal';

export interface Receipt {
  readonly id: string;
  readonly index: number;
  readonly at: number;
  readonly kind: ReceiptKind;
  readonly appId: string | null;
  readonly counts: Readonly<Partial<Record<CategoryId, number>>>;
  /** Salted commitment to what was erased: hex SHA-256. The salt dies with the data. */
  readonly commitment: string;
}

export interface ReceiptVerification {
  readonly ok: boolean;
  readonly count: number;
  readonly rootHash: string;
  /** Index of the first entry that was edited, dropped or reordered. */
  readonly brokenAt?: number;
  readonly reason?: string;
}
