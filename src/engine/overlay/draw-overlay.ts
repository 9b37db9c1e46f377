import sharp from 'sharp';
import { quadAngle, quadHeight, quadWidth } from '../text/geometry.ts';
import { decodeForReading } from '../text/input.ts';
import type { Point } from '../types.ts';
import { escapeXml, FONTS, widthInEm } from './lettering.ts';
import type { OverlayInput, OverlayMark } from './types.ts';

/** Longest side of the drawn picture, pixels. */
const MAX_SIDE = 4000;
/** Letters fill this share of a box's height. */
const LETTER_SHARE = 0.72;
const LABEL_SHARE = 0.42;
/** A label and a line are no larger than this share of the picture's longer side, however large the box. */
const MAX_LABEL_SHARE = 1 / 50;
const MAX_STROKE_SHARE = 1 / 400;
/** Smaller letters cannot be made out, pixels. */
const MIN_LETTER = 7;
/** Colours of boxes without and with a label. */
const PLAIN = '#1769aa';
const LABELLED = '#b3261e';
/**
 * Draws boxes and what was read in them over a picture.
 * @returns PNG; letters come from the system's fonts, so a machine without any shows boxes alone
 * @throws EngineError as decoding does
 */
export async function drawOverlay({ image, options }: OverlayInput): Promise<Uint8Array> {
  const decoded = await decodeForReading(image, {
    mode: 'accurate',
    ...(options.pdfPage === undefined ? {} : { pdfPage: options.pdfPage }),
  });
  const { width, height } = decoded.image;
  const longest = Math.max(decoded.fullWidth, decoded.fullHeight);
  const scale = Math.min(1, MAX_SIDE / longest);
  const [w, h] = [Math.round(decoded.fullWidth * scale), Math.round(decoded.fullHeight * scale)];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" ` +
    `viewBox="0 0 ${decoded.fullWidth} ${decoded.fullHeight}">${options.marks.map((mark) => drawMark(mark, longest)).join('')}</svg>`;
  return sharp(decoded.image.data, { raw: { width, height, channels: 3 } })
    .resize(w, h, { fit: 'fill' })
    .composite([{ input: Buffer.from(svg) }])
    .png({ compressionLevel: 6 })
    .toBuffer();
}

function drawMark({ quad, text, label }: OverlayMark, longest: number): string {
  const colour = label === undefined ? PLAIN : LABELLED;
  const points = quad.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const [high, wide] = [quadHeight(quad), quadWidth(quad)];
  const stroke = Math.max(1, Math.min(high / 18, MAX_STROKE_SHARE * longest)).toFixed(1);
  const size = Math.max(MIN_LETTER, Math.min(high * LETTER_SHARE, wide / widthInEm(text)));
  return (
    `<polygon points="${points}" fill="#ffffff" fill-opacity="0.82" stroke="${colour}" stroke-width="${stroke}"/>` +
    letters(text, quad[3], -0.2 * high, quadAngle(quad), size, '#101418') +
    (label === undefined
      ? ''
      : letters(
          label,
          quad[0],
          -0.08 * high,
          quadAngle(quad),
          Math.max(MIN_LETTER, Math.min(high * LABEL_SHARE, MAX_LABEL_SHARE * longest)),
          colour,
        ))
  );
}

/** A text whose baseline begins `raise` pixels across from a corner. */
function letters(
  text: string,
  corner: Point,
  raise: number,
  angle: number,
  size: number,
  colour: string,
): string {
  if (!text) return '';
  return (
    `<text transform="translate(${corner.x.toFixed(1)} ${corner.y.toFixed(1)}) rotate(${angle.toFixed(1)})" y="${raise.toFixed(1)}" ` +
    `font-family="${FONTS}" font-size="${size.toFixed(1)}" fill="${colour}">${escapeXml(text)}</text>`
  );
}
