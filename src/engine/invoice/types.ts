import type { FieldReadings } from '../documents/types.ts';
import type { Quad, Step } from '../types.ts';

/** Kinds of invoices that are told apart, by their titles. */
export type InvoiceKind =
  | 'vat-special'
  | 'vat-common'
  | 'vat-electronic-common'
  | 'vat-electronic-special'
  | 'digital-common'
  | 'digital-special'
  /** A VAT invoice whose title says no kind that is known. */
  | 'vat'
  | 'quota'
  | 'taxi'
  | 'train-ticket'
  | 'receipt'
  | 'other'
  /** An invoice, ticket or receipt of a kind that no reader here reads. */
  | 'unsupported';

/** Columns of the items of a VAT invoice. */
export type ItemColumn = 'name' | 'spec' | 'unit' | 'quantity' | 'price' | 'amount' | 'rate' | 'tax';

/** A value of a cell, and where it stands in the input. */
export interface CellReading {
  readonly text: string;
  /** Mean character probability, 0..1. */
  readonly confidence: number;
  readonly quad: Quad;
}

export type InvoiceItemReading = Readonly<Partial<Record<ItemColumn, CellReading>>>;

/** A printed key and its value. */
export interface InvoicePair {
  readonly key: string;
  readonly value: string;
  readonly quad: Quad;
}

export interface Invoice {
  readonly kind: InvoiceKind;
  /** `checked`: sums, words and check characters agree. */
  readonly fields: FieldReadings;
  readonly items: readonly InvoiceItemReading[];
  /** Of kinds without fields of their own. */
  readonly pairs: readonly InvoicePair[];
  /** Around all that is printed on it, pixels of the input. */
  readonly quad: Quad;
  /** Rotation of its text in the input, degrees clockwise, 0..360. */
  readonly angle: number;
}

export interface InvoiceOptions {
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
  /** The kinds that are looked for; absent: all. */
  readonly kinds?: readonly InvoiceKind[];
}

export interface InvoiceResult {
  readonly width: number;
  readonly height: number;
  /** Rotation of the text in degrees, clockwise, 0..360. */
  readonly angle: number;
  readonly hasText: boolean;
  readonly invoices: readonly Invoice[];
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}
