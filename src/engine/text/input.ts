import { decodeScaled, isPdf, type ScaledImage } from '../image.ts';
import { EngineError, type TextOptions } from '../types.ts';

/** Images with a shorter side hold no text. */
const MIN_SIDE = 8;
/** Longest side that is kept in memory; letters that the detector can see stay legible in it. */
const WORKING_SIDE = { fast: 1920, basic: 2560, accurate: 4096 } as const;

export interface ReadingInput extends ScaledImage {
  /** Pages of the document, when the input was a PDF. */
  readonly pdfPages?: number;
}

/**
 * Decodes an image, scaled down early when it is large, or draws a page of a PDF document.
 * @throws EngineError `unreadable-image`, `image-too-large`, `image-too-small` or `pdf-page-missing`.
 */
export async function decodeForReading(
  bytes: Uint8Array,
  options: Pick<TextOptions, 'mode' | 'pdfPage'>,
): Promise<ReadingInput> {
  const scaled: ReadingInput = isPdf(bytes)
    ? await drawPdfPage(bytes, options.pdfPage ?? 1)
    : await decodeScaled(bytes, (w, h) => fitScale(w, h, WORKING_SIDE[options.mode]));
  if (Math.min(scaled.fullWidth, scaled.fullHeight) < MIN_SIDE)
    throw new EngineError('image-too-small', `the image is less than ${MIN_SIDE} pixels wide or high`);
  return scaled;
}

/** The page as drawn counts as the input: coordinates are its pixels. */
async function drawPdfPage(bytes: Uint8Array, pageNumber: number): Promise<ReadingInput> {
  const { renderPdfPage } = await import('../pdf.ts');
  const { image, pages } = await renderPdfPage(bytes, pageNumber);
  return { image, fullWidth: image.width, fullHeight: image.height, pdfPages: pages };
}

/** The scale at which an image's longer side is `side`; a strip may be longer, while its area is at most half of side². */
export function fitScale(width: number, height: number, side: number): number {
  const scale = Math.max(side / Math.max(width, height), Math.sqrt((side * side) / 2 / (width * height)));
  return Math.min(scale, (side * 16) / Math.max(width, height));
}
