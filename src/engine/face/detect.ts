import type { RgbImage } from '../image.ts';
import type { Candidate, Detector } from './detector.ts';
import { type Box, iou, overlapOfSmaller } from './geometry.ts';
import { resizeRegion } from './resample.ts';
import { planes } from './tensor.ts';
import { tileLevels, wholeRegion, withMargin } from './tiles.ts';

const MAX_IOU = 0.4;
/** A box that mostly lies in a surer one is the same face seen at another scale, or a part of it. */
const MAX_NESTED = 0.7;
/** Outside the image the network sees the mean grey. */
const FILL = 127;

const sameFace = (p: Box, q: Box): boolean => iou(p, q) > MAX_IOU || overlapOfSmaller(p, q) > MAX_NESTED;

/** Greedy non-maximum suppression, surest first; what shows one of the `known` faces again is dropped too. */
export function suppress(candidates: readonly Candidate[], known: readonly Box[] = []): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of [...candidates].sort((p, q) => q.confidence - p.confidence))
    if (![...known, ...kept].some((face) => sameFace(face, candidate))) kept.push(candidate);
  return kept;
}

/** Faces in one region of the image, boxes in pixels of the image, before suppression. */
async function detectIn(detector: Detector, image: RgbImage, region: Box, share = 1): Promise<Candidate[]> {
  const patch = resizeRegion(image, region, detector.width, detector.height, FILL, share);
  const found = await detector.run(planes(patch, 127, 128, 'rgb'));
  return found.map(({ x, y, width, height, confidence }) => ({
    x: region.x + x * region.width,
    y: region.y + y * region.height,
    width: width * region.width,
    height: height * region.height,
    confidence,
  }));
}

/** A face that a tile's inner edge cuts is left to the neighbour that sees it whole. */
function cutByTile(face: Box, tile: Box, image: RgbImage): boolean {
  const margin = 0.02 * tile.width;
  return (
    (tile.x > 0 && face.x < tile.x + margin) ||
    (tile.y > 0 && face.y < tile.y + margin) ||
    (tile.x + tile.width < image.width && face.x + face.width > tile.x + tile.width - margin) ||
    (tile.y + tile.height < image.height && face.y + face.height > tile.y + tile.height - margin)
  );
}

/** The detection network at half of its size, for a first glance, and at its size. */
export interface Detectors {
  readonly glance: Detector;
  readonly look: Detector;
}

/** What a glance sees less surely, or smaller in its picture, is left to the look. */
const GLANCE = { confidence: 0.9, height: 24 } as const;
/** Half of the pixels' sides are enough for a glance. */
const GLANCE_SHARE = 0.5;

/** Large faces, seen in a quarter of the pixels. */
async function glanceAt(detector: Detector, image: RgbImage): Promise<Candidate[]> {
  const region = wholeRegion(image.width, image.height);
  const found = suppress(await detectIn(detector, image, region, GLANCE_SHARE));
  const scale = region.height / detector.height;
  return found.filter(
    ({ confidence, height }) => confidence >= GLANCE.confidence && height >= GLANCE.height * scale,
  );
}

/**
 * Finds faces with the Ultra-Light RFB detector, coarse to fine: each turn yields what its level shows beyond the
 * faces in `known`, to which the caller adds those it accepts. Finer levels only add smaller faces, so a caller stops
 * when it has enough. With `glance`, for a caller that wants one face, large ones are first looked for at half of the network's size. When all
 * levels leave nothing known, the last turn looks at the image with a wide margin, for faces
 * that fill or leave the picture. Boxes are pixels of the image and may reach beyond it.
 */
export async function* detectFaces(
  { glance, look }: Detectors,
  image: RgbImage,
  options: { readonly minFaceSize: number; readonly glance: boolean },
  known: readonly Box[],
): AsyncGenerator<Candidate[], undefined> {
  if (options.glance) yield glanceAt(glance, image);
  for (const level of tileLevels(image.width, image.height, options.minFaceSize)) {
    const found: Candidate[] = [];
    for (const region of level)
      for (const face of await detectIn(look, image, region))
        if (level.length === 1 || !cutByTile(face, region, image)) found.push(face);
    yield suppress(found, known);
  }
  if (known.length === 0)
    yield suppress(await detectIn(look, image, withMargin(wholeRegion(image.width, image.height))));
}
