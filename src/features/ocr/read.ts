import type { TextOptions, TextResult } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

export interface ReadRequest {
  readonly ImageBase64?: string | undefined;
  readonly ImageUrl?: string | undefined;
  readonly IsPdf?: boolean | undefined;
  readonly PdfPageNumber?: number | undefined;
}

/** What the action makes of its own parameters. */
export type Reading = Omit<TextOptions, 'pdfPage'>;

/**
 * Takes the image out of a request and reads it.
 * @throws ApiError `FailedOperation.ImageNoText` when there is no text, else a code of `codes.ts`.
 */
export async function readText(
  input: ReadRequest,
  how: Reading,
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<TextResult> {
  const result = await findText(input, how, maxEncodedBytes, context);
  if (result.lines.length === 0) throw new ApiError('FailedOperation.ImageNoText');
  return result;
}

/**
 * Reads the image of a request; there may be nothing in it.
 * @throws ApiError a code of `codes.ts`
 */
export async function findText(
  input: ReadRequest,
  how: Reading,
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<TextResult> {
  const source = { base64: input.ImageBase64, url: input.ImageUrl };
  const image = await inputBytes(source, maxEncodedBytes, ocrInputCodes, context);
  const options: TextOptions = {
    ...how,
    ...(input.IsPdf ? { pdfPage: input.PdfPageNumber ?? 1 } : {}),
  };
  const result = await recognise(ocrEngineCodes, () => context.engine.readText({ image, options }));
  context.addSteps(result.steps);
  return result;
}
