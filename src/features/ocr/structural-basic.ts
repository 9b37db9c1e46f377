import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  type ExtractionOptions,
  itemNames,
  readStructure,
  structuralOutput,
  toGroups,
  toWordList,
} from './structural.ts';
import { signedAngle } from './text-detection.ts';

/** An action that finds keys and their values on any page: those that are asked for, or all. */
export const basicExtraction = ({ name, maxEncodedBytes }: ExtractionOptions) =>
  action({
    name,
    service: 'ocr',
    version: '2018-11-19',
    feature: 'ocr',
    priceItem: 'ocr.structure',
    rateLimit: 5,
    input: z.object({
      ImageUrl: carries('ocr.images-and-results', z.string().optional()),
      ImageBase64: carries('ocr.images-and-results', z.string().optional()),
      IsPdf: harmless(z.boolean().optional()),
      PdfPageNumber: harmless(z.number().int().min(1).optional()),
      ItemNames: itemNames.optional(),
      ReturnFullText: harmless(z.boolean().optional()),
      ConfigId: harmless(z.string().optional()),
      EnableSealRecognize: harmless(z.boolean().optional()),
    }),
    output: z.object(structuralOutput),
    async run(input, context) {
      if (input.ConfigId !== undefined && input.ConfigId !== 'General')
        throw new ApiError('UnsupportedOperation', { parameter: 'ConfigId' });
      if (input.EnableSealRecognize)
        throw new ApiError('UnsupportedOperation', { parameter: 'EnableSealRecognize' });
      const wanted = { keys: input.ItemNames ?? [], fullText: input.ReturnFullText ?? false };
      const result = await readStructure(input, wanted, maxEncodedBytes, context);
      return {
        Angle: signedAngle(result.angle),
        StructuralList: toGroups(result),
        WordList: toWordList(result.lines, true),
      };
    },
    identification: (_input, _output, [photo]) => ({ photo }),
  });
