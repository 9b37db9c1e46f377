import type { Action } from '../action.ts';
import { GeneralAccurateOCR } from '../ocr/GeneralAccurateOCR.ts';
import { GeneralBasicOCR } from '../ocr/GeneralBasicOCR.ts';
import { GeneralFastOCR } from '../ocr/GeneralFastOCR.ts';
import { RecognizeGeneralInvoice } from '../ocr/RecognizeGeneralInvoice.ts';
import { RecognizeTableAccurateOCR } from '../ocr/RecognizeTableAccurateOCR.ts';
import { RecognizeTableOCR } from '../ocr/RecognizeTableOCR.ts';
import { SealOCR } from '../ocr/SealOCR.ts';
import { SmartStructuralOCRV2 } from '../ocr/SmartStructuralOCRV2.ts';

/** An action that a page can be read as. */
export interface PageKind {
  readonly action: Action;
  /** What the action takes of a Base64 text. */
  readonly maxEncodedBytes: number;
}

const MIB = 1024 * 1024;

const kinds = {
  GeneralBasicOCR: { action: GeneralBasicOCR, maxEncodedBytes: 7 * MIB },
  GeneralAccurateOCR: { action: GeneralAccurateOCR, maxEncodedBytes: 10 * MIB },
  GeneralFastOCR: { action: GeneralFastOCR, maxEncodedBytes: 7 * MIB },
  RecognizeTableOCR: { action: RecognizeTableOCR, maxEncodedBytes: 7 * MIB },
  RecognizeTableAccurateOCR: { action: RecognizeTableAccurateOCR, maxEncodedBytes: 10 * MIB },
  SmartStructuralOCRV2: { action: SmartStructuralOCRV2, maxEncodedBytes: 7 * MIB },
  RecognizeGeneralInvoice: { action: RecognizeGeneralInvoice, maxEncodedBytes: 10 * MIB },
  SealOCR: { action: SealOCR, maxEncodedBytes: 10 * MIB },
} as const satisfies Readonly<Record<string, { action: unknown; maxEncodedBytes: number }>>;

export type PageKindName = keyof typeof kinds;

export const PAGE_KINDS = Object.keys(kinds) as [PageKindName, ...PageKindName[]];

/** Named by the action that a page is read as: its answer is the page's result, and its price the page's. */
export const pageKinds: Readonly<Record<PageKindName, PageKind>> = kinds;

/** What the action is called with to read one page, from 1, of a document. */
export const pageParameters = (
  { action }: PageKind,
  parameters: Readonly<Record<string, unknown>>,
  page: number,
  file: Uint8Array,
): Readonly<Record<string, unknown>> => ({
  ...parameters,
  ...('IsPdf' in action.input.shape ? { IsPdf: true } : {}),
  PdfPageNumber: page,
  ImageBase64: Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('base64'),
});
