import type { DocumentTemplate, FieldReadings } from '../documents/types.ts';
import type { Quad, Step } from '../types.ts';

/** Kinds that are read. `vat`: a VAT invoice whose title says no kind that is known; `other`: by its labels alone. */
export type ReadKind =
  | 'vat-special'
  | 'vat-common'
  | 'vat-electronic-common'
  | 'vat-electronic-special'
  | 'digital-common'
  | 'digital-special'
  | 'vat'
  | 'quota'
  | 'taxi'
  | 'train-ticket'
  | 'other';

/** Kinds that are told by their titles and not read. */
export type ToldKind =
  | 'vat-roll'
  | 'vat-toll'
  | 'vat-sales-list'
  | 'vat-blockchain'
  | 'vehicle-sale'
  | 'used-vehicle-sale'
  | 'electronic-flight'
  | 'flight'
  | 'electronic-train'
  | 'machine-printed'
  | 'bus'
  | 'ship'
  | 'toll'
  | 'non-tax'
  | 'outpatient'
  | 'inpatient'
  | 'tax-payment'
  | 'customs-payment'
  | 'customs-declaration'
  | 'bank-slip'
  | 'taxi-itinerary';

export type InvoiceKind = ReadKind | ToldKind;

/** What is looked for: VAT invoices, documents of the templates, anything else. */
export type InvoiceFamily = 'vat' | 'ticket' | 'other';

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
  /** `checked`: sums, words and check characters agree. Of kinds that are only told: none. */
  readonly fields: FieldReadings;
  readonly items: readonly InvoiceItemReading[];
  /** Of `other`: every key and value that stands on it. */
  readonly pairs: readonly InvoicePair[];
  /** Around all that is printed on it, pixels of the input. */
  readonly quad: Quad;
  /** Rotation of its text in the input, degrees clockwise, 0..360. */
  readonly angle: number;
  /** The part of the picture that it is on, upright, JPEG. */
  readonly cut?: Uint8Array;
}

export interface InvoiceOptions {
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
  /** Absent: all. */
  readonly families?: readonly InvoiceFamily[];
  /** Documents that may be among the invoices; their ids are kinds. */
  readonly tickets?: readonly DocumentTemplate[];
  /** Also give the part of the picture that each invoice is on. */
  readonly cut?: boolean;
}

export interface InvoiceResult {
  readonly width: number;
  readonly height: number;
  /** Rotation of the text in degrees, clockwise, 0..360. */
  readonly angle: number;
  readonly hasText: boolean;
  /** From the top, then from the left. */
  readonly invoices: readonly Invoice[];
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
}
