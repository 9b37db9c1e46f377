import { z } from 'zod';
import { action } from '../action.ts';
import { readDocument, documentInput } from './extract-document.ts';
import { structuralOutput } from './structural.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** The older name of ExtractDocMulti. */
export const SmartStructuralPro = action({
  name: 'SmartStructuralPro',
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
