import type { RgbImage } from '../image.ts';
import { type Box } from '../face/geometry.ts';
import { resizeRegion } from '../face/resample.ts';
import { openNetwork, output } from '../face/session.ts';
import { planes } from '../face/tensor.ts';

const SIDE = 128;
/** How much of what is around a face the network sees: its frame tells a picture of a face from a face. */
const CONTEXT = 2.7;
const LIVE = 0;

/** The square around a face that the network was made for; smaller and moved where it would leave the image. */
export function contextOf(face: Box, image: { readonly width: number; readonly height: number }): Box {
  const side = Math.min(CONTEXT * Math.max(face.width, face.height), image.width, image.height);
  const within = (start: number, length: number): number => Math.max(0, Math.min(start, length - side));
  return {
    x: within(face.x + (face.width - side) / 2, image.width),
    y: within(face.y + (face.height - side) / 2, image.height),
    width: side,
    height: side,
  };
}

/** The share that one value has in a softmax, 0..1. */
export function softmaxShare(values: Float32Array, index: number): number {
  const largest = Math.max(...values);
  const sum = values.reduce((total, v) => total + Math.exp(v - largest), 0);
  return Math.exp(values[index]! - largest) / sum;
}

/** Tells how much a face looks like one that is there, 0..100, from the face and what is around it. */
export type JudgeFace = (image: RgbImage, face: Box) => Promise<number>;

/** Loads the network, which expects BGR, 0..255. */
export async function openLiveNetwork(): Promise<JudgeFace> {
  const network = await openNetwork('face-liveness');
  return async (image, face) => {
    const patch = resizeRegion(image, contextOf(face, image), SIDE, SIDE, 0);
    const values = output(await network.run(planes(patch, 0, 1, 'bgr'), [1, 3, SIDE, SIDE]), 'output');
    return 100 * softmaxShare(values, LIVE);
  };
}
