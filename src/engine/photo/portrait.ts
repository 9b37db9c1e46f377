import sharp from 'sharp';
import type { FaceFinder } from '../face/finder.ts';
import type { RgbImage } from '../image.ts';

/** A portrait's frame around the box of its face, in widths and heights of that box (ISO/IEC 19794-5: head and shoulders). */
const FRAME = { above: 0.5, below: 0.65, beside: 0.45 } as const;
/** Longer side at which faces are looked for, pixels. */
const SEARCH_SIDE = 1280;
const LEAST_FACE = 34;
const JPEG_QUALITY = 92;

/** Where a portrait lies in a picture, whole pixels. */
export interface PortraitBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Portrait {
  /** JPEG. */
  readonly image: Uint8Array;
  readonly box: PortraitBox;
}

/** Cuts out head and shoulders of the largest face, as far as the picture has them; undefined when no face is found. */
export async function cutPortrait(image: RgbImage, finder: FaceFinder): Promise<Portrait | undefined> {
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  const scale = Math.min(1, SEARCH_SIDE / Math.max(image.width, image.height));
  const small = await sharp(image.data, { raw })
    .resize(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)), {
      fit: 'fill',
    })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { faces } = await finder.find(small, { maxFaces: 1, minFaceSize: LEAST_FACE });
  const [face] = faces;
  if (!face) return undefined;
  const left = Math.max(0, Math.round((face.x - FRAME.beside * face.width) / scale));
  const top = Math.max(0, Math.round((face.y - FRAME.above * face.height) / scale));
  const right = Math.min(image.width, Math.round((face.x + (1 + FRAME.beside) * face.width) / scale));
  const bottom = Math.min(image.height, Math.round((face.y + (1 + FRAME.below) * face.height) / scale));
  if (right <= left || bottom <= top) return undefined;
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  const cut = sharp(image.data, { raw }).extract({ left, top, width: box.width, height: box.height });
  return { image: await cut.jpeg({ quality: JPEG_QUALITY }).toBuffer(), box };
}
