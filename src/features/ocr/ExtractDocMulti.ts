import { z } from 'zod';
import { action } from '../action.ts';
import { readDocument, documentInput } from './extract-document.ts';
import { structuralOutput } from './structural.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

/** Finds keys and their values on any page, and gives the whole text with its places when asked. */
export const ExtractDocMulti = action({
  name: 'ExtractDocMulti',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.structure',
  rateLimit: 5,
  input: documentInput,
  output: z.object(structuralOutput),
  run: (input, context) => readDocument(input, MAX_ENCODED_BYTES, context),
  identification: (_input, _output, [photo]) => ({ photo }),
});
