import { z } from 'zod';
import type { PairsResult } from '../../engine/structure/types.ts';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { rect } from './rect.ts';
import { itemNames, readStructure } from './structural.ts';
import { signedAngle, uprightBox } from './text-detection.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

const structuralItem = z.object({
  Name: z.string(),
  Value: z.string(),
  Confidence: harmless(z.number().min(0).max(100)),
  ItemCoord: rect,
  /** Row of a table, from 0; -1: not in a table. */
  Row: harmless(z.number().int()),
});

/** Finds keys and their values on any page, as one flat list. */
export const SmartStructuralOCR = action({
  name: 'SmartStructuralOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.structure',
  rateLimit: 5,
  input: z.object({
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ItemNames: itemNames.optional(),
    IsPdf: harmless(z.boolean().optional()),
    PdfPageNumber: harmless(z.number().int().min(1).optional()),
    /** Every pair on the page besides those that are asked for. */
    ReturnFullText: harmless(z.boolean().optional()),
  }),
  output: z.object({
    Angle: harmless(z.number()),
    StructuralItems: carries('ocr.images-and-results', z.array(structuralItem)),
  }),
  async run(input, context) {
    const wanted = { keys: input.ItemNames ?? [], everything: input.ReturnFullText ?? false };
    const result = await readStructure(input, wanted, MAX_ENCODED_BYTES, context);
    return {
      Angle: signedAngle(result.angle),
      StructuralItems: [
        ...result.pairs.map((pair) => toItem(pair, -1, result)),
        ...result.rows.flatMap((row, i) => row.map((pair) => toItem(pair, i, result))),
      ],
    };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});

const toItem = (
  pair: PairsResult['pairs'][number],
  row: number,
  result: PairsResult,
): z.output<typeof structuralItem> => ({
  Name: pair.asked ?? pair.key,
  Value: pair.value,
  Confidence: Math.round(pair.confidence * 100),
  ItemCoord: uprightBox(pair.valueQuad, result),
  Row: row,
});
