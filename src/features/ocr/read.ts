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
  readonly IsWords?: boolean | undefined;
}

/**
 * Takes the image out of a request and reads it.
 * @throws ApiError `FailedOperation.ImageNoText` when there is no text, else a code of `codes.ts`.
 */
export async function readText(
  input: ReadRequest,
  mode: TextOptions['mode'],
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<TextResult> {
  const source = { base64: input.ImageBase64, url: input.ImageUrl };
  const image = await inputBytes(source, maxEncodedBytes, ocrInputCodes, context);
  const options: TextOptions = {
    mode,
    ...(input.IsWords ? { words: true } : {}),
    ...(input.IsPdf ? { pdfPage: input.PdfPageNumber ?? 1 } : {}),
  };
  const result = await recognise(ocrEngineCodes, () => context.engine.readText({ image, options }));
  context.addSteps(result.steps);
  if (result.lines.length === 0) throw new ApiError('FailedOperation.ImageNoText');
  return result;
}
