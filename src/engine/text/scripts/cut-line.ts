import type { RgbImage } from '../../image.ts';
import type { Quad, WordBox } from '../../types.ts';
import { cropQuad, pointIn, widthAt } from '../crop.ts';
import type { ReadLine } from '../read-line.ts';
import type { LineRecogniser } from './line-recogniser.ts';

/** Wider straightened lines are squeezed, pixels. */
const MAX_LINE_WIDTH = 4000;
const MIN_LINE_WIDTH = 8;

/** Cuts the line in a quad out, straightens it and has it read; the quad begins at the top left corner of its text. */
export async function readWith(recogniser: LineRecogniser, image: RgbImage, quad: Quad): Promise<ReadLine> {
  const { lineHeight, margin } = recogniser;
  const place: Quad = [
    pointIn(quad, 0, -margin),
    pointIn(quad, 1, -margin),
    pointIn(quad, 1, 1 + margin),
    pointIn(quad, 0, 1 + margin),
  ];
  const width = Math.max(MIN_LINE_WIDTH, Math.min(MAX_LINE_WIDTH, widthAt(place, lineHeight)));
  const reading = await recogniser.recognise(cropQuad(image, place, width, lineHeight));
  const words = reading.characters.map(({ text, confidence, from, to }): WordBox => {
    const [u0, u1] = [within(from / width), within(to / width)];
    return {
      text,
      confidence,
      quad: [pointIn(quad, u0, 0), pointIn(quad, u1, 0), pointIn(quad, u1, 1), pointIn(quad, u0, 1)],
    };
  });
  return { quad, text: reading.text, confidence: reading.confidence, words };
}

const within = (share: number): number => Math.max(0, Math.min(1, share));
