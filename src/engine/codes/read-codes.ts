import { decodeScaled, isPdf, type ScaledImage } from '../image.ts';
import { EngineError, type Step } from '../types.ts';
import { scanCodes } from './scanner.ts';
import type { Code, CodesOptions, CodesResult } from './types.ts';

/** Images with a shorter side hold no code. */
const MIN_SIDE = 8;
/** Larger pictures are scaled down to this longer side, pixels. */
const WORKING_SIDE = 4096;

/**
 * Reads the QR and bar codes of a picture or of a page of a PDF document.
 * @throws EngineError `unreadable-image`, `image-too-large`, `image-too-small` or `pdf-page-missing`.
 */
export async function readCodes(bytes: Uint8Array, options: CodesOptions): Promise<CodesResult> {
  const steps: Step[] = [];
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    steps.push({ name, ms: Math.round(performance.now() - start) });
    return result;
  };
  const { image, fullWidth, fullHeight, pdfPages } = await timed('decode', decode(bytes, options));
  const codes = await timed('scan', scanCodes(image));
  const scale = fullWidth / image.width;
  return {
    ...(pdfPages === undefined ? {} : { pdfPages }),
    width: fullWidth,
    height: fullHeight,
    codes: codes.map((code) => inInput(code, scale)).sort(fromTheTop),
    steps,
  };
}

async function decode(
  bytes: Uint8Array,
  options: CodesOptions,
): Promise<ScaledImage & { readonly pdfPages?: number }> {
  if (isPdf(bytes)) {
    const { renderPdfPage } = await import('../pdf.ts');
    const { image, pages } = await renderPdfPage(bytes, options.pdfPage ?? 1);
    return { image, fullWidth: image.width, fullHeight: image.height, pdfPages: pages };
  }
  const scaled = await decodeScaled(bytes, (w, h) => WORKING_SIDE / Math.max(w, h));
  if (Math.min(scaled.fullWidth, scaled.fullHeight) < MIN_SIDE)
    throw new EngineError('image-too-small', `the image is less than ${MIN_SIDE} pixels wide or high`);
  return scaled;
}

/** The code with its corners as pixels of the input. */
function inInput(code: Code, scale: number): Code {
  const at = (i: 0 | 1 | 2 | 3): { x: number; y: number } => ({
    x: code.quad[i].x * scale,
    y: code.quad[i].y * scale,
  });
  return { ...code, quad: [at(0), at(1), at(2), at(3)] };
}

const fromTheTop = (a: Code, b: Code): number => a.quad[0].y - b.quad[0].y || a.quad[0].x - b.quad[0].x;
