import type { InvoiceOptions, InvoiceResult } from '../../engine/invoice/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Takes the image out of a request. @throws ApiError a code of `codes.ts` */
export const invoiceImage = (
  input: { readonly ImageBase64?: string | undefined; readonly ImageUrl?: string | undefined },
  context: ActionContext,
): Promise<Uint8Array> =>
  inputBytes({ base64: input.ImageBase64, url: input.ImageUrl }, MAX_ENCODED_BYTES, ocrInputCodes, context);

/** Reads the invoices of one page; there may be no text on it. @throws ApiError a code of `codes.ts` */
export async function readInvoices(
  image: Uint8Array,
  options: InvoiceOptions,
  context: ActionContext,
): Promise<InvoiceResult> {
  const result = await recognise(ocrEngineCodes, () => context.engine.readInvoices({ image, options }));
  context.addSteps(result.steps);
  return result;
}
