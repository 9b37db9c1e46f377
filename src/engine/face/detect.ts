import type { RgbImage } from '../image.ts';
import { type Box, iou, overlapOfSmaller } from './geometry.ts';
import { resizeRegion } from './resample.ts';
import { type Network, output } from './session.ts';
import { planes } from './tensor.ts';
import { INPUT_HEIGHT, INPUT_WIDTH, tileLevels, wholeRegion, withMargin } from './tiles.ts';

export interface Candidate extends Box {
  /** Detector probability, 0..1. */
  readonly confidence: number;
}

const MIN_CONFIDENCE = 0.65;
const MAX_IOU = 0.4;
/** A box that mostly lies in a surer one is the same face seen at another scale, or a part of it. */
const MAX_NESTED = 0.7;
const ANCHORS = 4420;
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
async function detectIn(network: Network, image: RgbImage, region: Box): Promise<Candidate[]> {
  const patch = resizeRegion(image, region, INPUT_WIDTH, INPUT_HEIGHT, FILL);
  const outputs = await network.run(planes(patch, 127, 128, 'rgb'), [1, 3, INPUT_HEIGHT, INPUT_WIDTH]);
  const scores = output(outputs, 'scores');
  const boxes = output(outputs, 'boxes');
  const found: Candidate[] = [];
  for (let i = 0; i < ANCHORS; i++) {
    const confidence = scores[2 * i + 1]!;
    if (confidence < MIN_CONFIDENCE) continue;
    const [left, top, right, bottom] = boxes.subarray(4 * i, 4 * i + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    found.push({
      x: region.x + left * region.width,
      y: region.y + top * region.height,
      width: (right - left) * region.width,
      height: (bottom - top) * region.height,
      confidence,
    });
  }
  return found;
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

/**
 * Finds faces with the Ultra-Light RFB-320 detector, coarse to fine: each turn yields what its level shows beyond the
 * faces in `known`, to which the caller adds those it accepts. Finer levels only add smaller faces, so a caller stops
 * when it has enough. When all levels leave nothing known, the last turn looks at the image with a wide margin, for faces
 * that fill or leave the picture. Boxes are pixels of the image and may reach beyond it.
 */
export async function* detectFaces(
  network: Network,
  image: RgbImage,
  minFaceSize: number,
  known: readonly Box[],
): AsyncGenerator<Candidate[], undefined> {
  for (const level of tileLevels(image.width, image.height, minFaceSize)) {
    const found: Candidate[] = [];
    for (const region of level)
      for (const face of await detectIn(network, image, region))
        if (level.length === 1 || !cutByTile(face, region, image)) found.push(face);
    yield suppress(found, known);
  }
  if (known.length === 0)
    yield suppress(await detectIn(network, image, withMargin(wholeRegion(image.width, image.height))));
}
