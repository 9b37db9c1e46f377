import sharp from 'sharp';
import type { RgbImage } from '../image.ts';
import type { DetectedFace, FaceQuality } from '../types.ts';
import { measure } from './measures.ts';
import type { BestFrame, CaptureProblem } from './types.ts';

/** Degrees that cost as much as all sharpness. */
const ASIDE = 45;
/** Eyes as open as this are fully open. */
const OPEN_EYES = 0.3;
/** Bounds of what can be judged, 0..100. */
const DARKEST = 12;
const BRIGHTEST = 94;
const LEAST_SHARP = 20;

/** How well a frame shows a face: sharp, looking ahead, eyes open, large. */
function worthOf(face: DetectedFace): number {
  const { eyes, yaw, pitch } = measure(face);
  return (
    (face.quality?.sharpness ?? 0) / 100 -
    (Math.abs(yaw) + Math.abs(pitch)) / ASIDE +
    Math.min(1, eyes / OPEN_EYES) +
    Math.min(1, face.height / 400)
  );
}

/** Keeps one frame of all it is shown. */
export class BestFrameKeeper {
  #kept: { readonly image: RgbImage; readonly face: DetectedFace; readonly worth: number } | null = null;

  see(image: RgbImage, face: DetectedFace): void {
    const worth = worthOf(face);
    if (!this.#kept || worth > this.#kept.worth) this.#kept = { image, face, worth };
  }

  /** Null when it was shown none. @param look finds the face once more, as it is to be compared */
  async best(look: (image: RgbImage) => Promise<DetectedFace | undefined>): Promise<BestFrame | null> {
    if (!this.#kept) return null;
    const { image } = this.#kept;
    const face = await look(image);
    if (!face?.embedding || !face.quality) return null;
    const { data, width, height } = image;
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer();
    return { jpeg, embedding: face.embedding, quality: face.quality };
  }
}

/** What is wrong with the light or the focus of the best frame. */
export function lightProblem({ brightness, sharpness }: FaceQuality): CaptureProblem | null {
  if (brightness < DARKEST) return 'too-dark';
  if (brightness > BRIGHTEST) return 'too-bright';
  return sharpness < LEAST_SHARP ? 'blurred' : null;
}
