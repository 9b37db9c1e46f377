import type { TableOptions, TableResult } from '../../engine/table/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

export interface TableRequest {
  readonly ImageBase64?: string | undefined;
  readonly ImageUrl?: string | undefined;
  readonly PdfPageNumber?: number | undefined;
}

/**
 * Takes the image out of a request and finds its tables, and the text beside them.
 * @throws ApiError `FailedOperation.OcrFailed` when there is no text at all, else a code of `codes.ts`.
 */
export async function readTable(
  input: TableRequest,
  how: Omit<TableOptions, 'pdfPage'>,
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<TableResult> {
  const source = { base64: input.ImageBase64, url: input.ImageUrl };
  const image = await inputBytes(source, maxEncodedBytes, ocrInputCodes, context);
  const options: TableOptions = { ...how, pdfPage: input.PdfPageNumber ?? 1 };
  const result = await recognise(ocrEngineCodes, () => context.engine.readTable({ image, options }));
  context.addSteps(result.steps);
  if (result.tables.length === 0 && result.others.length === 0)
    throw new ApiError('FailedOperation.OcrFailed');
  return result;
}
