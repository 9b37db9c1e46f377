import { z } from 'zod';
import type { AskedPair, Pair, PairsLine, PairsOptions, PairsResult } from '../../engine/structure/types.ts';
import type { Quad } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';
import { coord, type Coord, toCoord } from './text-detection.ts';

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

export const polygon = read(
  z.object({ LeftTop: coord, RightTop: coord, RightBottom: coord, LeftBottom: coord }),
);

export const toPolygon = (quad: Quad): z.output<typeof polygon> => {
  const [LeftTop, RightTop, RightBottom, LeftBottom] = quad.map(toCoord) as [Coord, Coord, Coord, Coord];
  return { LeftTop, RightTop, RightBottom, LeftBottom };
};

const item = z.object({
  Key: read(z.object({ AutoName: z.string(), ConfigName: z.string().exactOptional() })),
  Value: read(z.object({ AutoContent: z.string(), Coord: polygon })),
});

/** What the actions give that find keys and values: groups of lines of pairs. A table's rows are the lines of one group. */
export const structuralOutput = {
  Angle: harmless(z.number()),
  StructuralList: read(z.array(z.object({ Groups: z.array(z.object({ Lines: z.array(item) })) }))),
  WordList: read(
    z.array(
      z.object({
        DetectedText: z.string(),
        Coord: polygon.exactOptional(),
        AdvancedInfo: z.string(),
        WordCoord: z.array(z.object({ DetectedText: z.string(), Coord: polygon })),
      }),
    ),
  ),
};

/** Names of keys: personal data may be in them. */
export const itemNames = read(z.array(z.string().min(1).max(200)).max(100));

/** In what actions that find keys differ. */
export interface ExtractionOptions {
  readonly name: string;
  /** Most Base64 text of an image. */
  readonly maxEncodedBytes: number;
}

export interface StructuralRequest {
  readonly ImageBase64?: string | undefined;
  readonly ImageUrl?: string | undefined;
  readonly PdfPageNumber?: number | undefined;
}

/**
 * Takes the image out of a request and finds keys and values on it.
 * @throws ApiError `FailedOperation.ImageNoText` when there is no text, else a code of `codes.ts`.
 */
export async function readStructure(
  input: StructuralRequest,
  wanted: Omit<PairsOptions, 'mode' | 'pdfPage'>,
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<PairsResult> {
  const source = { base64: input.ImageBase64, url: input.ImageUrl };
  const image = await inputBytes(source, maxEncodedBytes, ocrInputCodes, context);
  const options: PairsOptions = { ...wanted, mode: 'basic', pdfPage: input.PdfPageNumber ?? 1 };
  const result = await recognise(ocrEngineCodes, () => context.engine.readPairs({ image, options }));
  context.addSteps(result.steps);
  if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
  return result;
}

const toItem = ({
  key,
  value,
  valueQuad,
  asked,
}: Pair & { readonly asked?: string }): z.output<typeof item> => ({
  Key: { AutoName: key, ...(asked !== undefined && { ConfigName: asked }) },
  Value: { AutoContent: value, Coord: toPolygon(valueQuad) },
});

/** Pairs as groups of their own, and the rows of a table as one group. */
export const toGroups = ({
  pairs,
  rows,
}: Pick<PairsResult, 'pairs' | 'rows'>): z.output<typeof structuralOutput.StructuralList> => [
  ...pairs.map((pair) => ({ Groups: [{ Lines: [toItem(pair)] }] })),
  ...(rows.length > 0
    ? [{ Groups: rows.map((row: readonly AskedPair[]) => ({ Lines: row.map(toItem) })) }]
    : []),
];

/** The whole text; the places of lines and words when they are wanted. */
export const toWordList = (
  lines: readonly PairsLine[],
  withCoords: boolean,
): z.output<typeof structuralOutput.WordList> =>
  lines.map(({ text, quad, words }) => ({
    DetectedText: text,
    ...(withCoords && { Coord: toPolygon(quad) }),
    AdvancedInfo: '',
    WordCoord: withCoords
      ? words.map((word) => ({ DetectedText: word.text, Coord: toPolygon(word.quad) }))
      : [],
  }));
