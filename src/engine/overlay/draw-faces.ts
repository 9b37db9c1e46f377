import sharp from 'sharp';
import { decodeScaled } from '../image.ts';
import type { Point } from '../types.ts';
import { escapeXml, FONTS, widthInEm } from './lettering.ts';
import { placeLabels, type Rect } from './place-labels.ts';
import type { FaceMark, FacesOverlayInput } from './types.ts';

/** Longest side of a picture alone, and the height of several beside each other, pixels. */
const MAX_SIDE = 4000;
const MAX_SIDE_BY_SIDE = 1200;
/** A smaller picture is enlarged: labels would cover it. */
const MIN_SIDE = 640;
/** So is one of small faces, within a bound: points would run into each other. */
const FACE_WIDTH = 100;
const MAX_ENLARGED = 1600;
const GAP = 12;
const COLOURS: Readonly<Record<FaceMark['tone'], string>> = {
  plain: '#1769aa',
  known: '#1b7f3b',
  other: '#5f6368',
};
/** Heights of letters: a part of the face's width, within bounds for a picture of 1000 pixels. */
const LETTER_SHARE = 0.14;
const LETTERS = { least: 12, most: 22, caption: 20 } as const;

/** A picture as it is drawn. */
interface Drawn {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
  /** Pixels drawn for each of the input. */
  readonly scale: number;
  readonly left: number;
  readonly faces: readonly FaceMark[];
}

async function decodeAll(pictures: FacesOverlayInput['pictures']): Promise<readonly Drawn[]> {
  const decoded = [];
  for (const { image, faces } of pictures) {
    const scaled = await decodeScaled(image, (w, h) => Math.min(1, MAX_SIDE / Math.max(w, h)));
    decoded.push({ ...scaled, faces });
  }
  const tallest = Math.max(...decoded.map(({ fullHeight }) => fullHeight));
  const height = Math.min(MAX_SIDE_BY_SIDE, Math.max(MIN_SIDE, tallest));
  const drawn: Drawn[] = [];
  let left = 0;
  for (const { image, fullWidth, fullHeight, faces } of decoded) {
    const longest = Math.max(fullWidth, fullHeight);
    const narrowest = Math.min(...faces.map(({ box }) => box.width));
    const enlarged = Math.min(MAX_ENLARGED, (FACE_WIDTH / narrowest) * longest);
    const alone = Math.min(MAX_SIDE, Math.max(MIN_SIDE, longest, enlarged)) / longest;
    const scale = decoded.length === 1 ? alone : height / fullHeight;
    const size = { width: Math.round(fullWidth * scale), height: Math.round(fullHeight * scale) };
    const { data: input, width, height: rows } = image;
    const pixels = await sharp(input, { raw: { width, height: rows, channels: 3 } })
      .resize(size.width, size.height, { fit: 'fill' })
      .raw()
      .toBuffer();
    drawn.push({ pixels, ...size, scale, left, faces });
    left += size.width + GAP;
  }
  return drawn;
}

const dots = (points: readonly Point[], radius: number, scale: number): string =>
  points
    .map(
      ({ x, y }) => `<circle cx="${(x * scale).toFixed(1)}" cy="${(y * scale).toFixed(1)}" r="${radius}"/>`,
    )
    .join('');

const scaled = ({ x, y, width, height }: Rect, scale: number): Rect => ({
  x: x * scale,
  y: y * scale,
  width: width * scale,
  height: height * scale,
});

const rect = ({ x, y, width, height }: Rect, rest: string): string =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" ${rest}/>`;

const letters = (text: string, x: number, y: number, size: number, colour: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="${FONTS}" font-size="${size.toFixed(1)}" fill="${colour}">${escapeXml(text)}</text>`;

/** Boxes and dots first, then labels, so that none of them is drawn over. */
function drawMarks({ faces, scale, width, height, left }: Drawn): string {
  const unit = Math.max(1, Math.max(width, height) / 1000);
  const marks = faces.map(({ box, label, ...face }) => {
    const drawn = scaled(box, scale);
    const [least, most] = [LETTERS.least * Math.sqrt(unit), LETTERS.most * unit];
    const letter = Math.max(least, Math.min(most, drawn.width * LETTER_SHARE));
    const size = { width: (widthInEm(label) + 0.8) * letter, height: 1.4 * letter };
    return { ...face, box: drawn, label, letter, size };
  });
  const places = placeLabels(marks, { width, height });
  const shapes = marks.map(({ box, points, tone }) => {
    const stroke = Math.max(1.2, Math.min(2.5 * unit, box.width / 40)).toFixed(1);
    const radius = Math.max(0.6, Math.min(2.5 * unit, box.width / 130));
    return (
      rect(box, `fill="none" stroke="${COLOURS[tone]}" stroke-width="${stroke}"`) +
      `<g fill="#ffe14d" stroke="#101418" stroke-width="${(radius / 4).toFixed(2)}">${dots(points, radius, scale)}</g>`
    );
  });
  const labels = marks.map(({ label, tone, letter }, i) => {
    const place = places[i]!;
    if (!label) return '';
    return (
      rect(place, `fill="${COLOURS[tone]}"`) +
      letters(label, place.x + 0.4 * letter, place.y + 1.03 * letter, letter, '#ffffff')
    );
  });
  return `<svg x="${left}" y="0" width="${width}" height="${height}">${[...shapes, ...labels].join('')}</svg>`;
}

/**
 * Draws faces over the pictures that they were found in: boxes, points and labels.
 * @returns PNG; letters come from the system's fonts, so a machine without any shows boxes and points alone
 * @throws EngineError as decoding does
 */
export async function drawFaces({ pictures, caption }: FacesOverlayInput): Promise<Uint8Array> {
  const drawn = await decodeAll(pictures);
  const last = drawn.at(-1)!;
  const width = last.left + last.width;
  const tallest = Math.max(...drawn.map(({ height }) => height));
  const letter = Math.min(
    LETTERS.caption * Math.max(1, width / 1000),
    caption === undefined ? Infinity : (width - 2 * GAP) / widthInEm(caption),
  );
  const height = tallest + (caption === undefined ? 0 : Math.round(2 * letter));
  const marks = drawn.map(drawMarks).join('');
  const line = caption === undefined ? '' : letters(caption, GAP, tallest + 1.35 * letter, letter, '#101418');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks}${line}</svg>`;
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([
      ...drawn.map(({ pixels, left, ...size }) => ({
        input: pixels,
        raw: { width: size.width, height: size.height, channels: 3 as const },
        left,
        top: 0,
      })),
      { input: Buffer.from(svg), left: 0, top: 0 },
    ])
    .removeAlpha()
    .png({ compressionLevel: 6 })
    .toBuffer();
}
