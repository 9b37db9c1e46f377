import { once } from '../../lib/once.ts';
import { decodeScaled, type RgbImage } from '../image.ts';
import {
  EngineError,
  type DetectedFace,
  type FaceOptions,
  type FaceResult,
  type SideLimits,
} from '../types.ts';
import { detectFaces } from './detect.ts';
import { openDetector } from './detector.ts';
import { openMeshNetwork } from './mesh/mesh-network.ts';
import { examine, type Networks } from './examine.ts';
import { bounds, type Box, iou } from './geometry.ts';
import { faceBack, rotateImage, type Turn } from './rotate.ts';
import { openNetwork } from './session.ts';
import { splitPRelu } from './split-prelu.ts';
import { Stopwatch } from './stopwatch.ts';
import { INPUT_HEIGHT, INPUT_WIDTH } from './tiles.ts';

export interface FaceFinder {
  /**
   * Finds faces in a PNG, JPEG or BMP, largest first, at most `maxFaces`. Boxes may reach beyond the image.
   * @throws EngineError `unreadable-image`, `image-too-large` or `image-too-small`.
   */
  find(image: Uint8Array, options: FaceOptions): Promise<FaceResult>;
  /** The same in a picture that was decoded already. */
  findIn(image: RgbImage, options: FaceOptions): Promise<FaceResult>;
  /** A PNG, JPEG or BMP as `find` sees it. @throws EngineError as `find` does */
  decode(image: Uint8Array, limits: SideLimits | undefined): Promise<RgbImage>;
}

interface Found {
  /** Largest first. */
  readonly faces: readonly DetectedFace[];
  /** The longest raw embedding among them; 0 without faces. */
  readonly norm: number;
}

/**
 * With `rotate`, a picture whose faces all have shorter raw embeddings is also tried turned: about half of the faces
 * that stand on their head are found all the same, nearly all with shorter ones (95 % below 2.83), while upright
 * faces have longer ones (95 % above 2.99 on LFW).
 */
const UPRIGHT_NORM = 2.9;

const bySize = (p: Box, q: Box): number => q.width * q.height - p.width * p.height;

/** Two boxes can lie far apart on one face; its landmarks then fall together. */
const sameLandmarks = (p: DetectedFace, q: DetectedFace): boolean =>
  iou(bounds(p.landmarks68), bounds(q.landmarks68)) > 0.5;

/** Faces of a picture as it stands. */
async function findUpright(
  networks: Networks,
  image: RgbImage,
  options: FaceOptions,
  watch: Stopwatch,
): Promise<Found> {
  const faces: DetectedFace[] = [];
  let norm = 0;
  const { maxFaces, minFaceSize } = options;
  const levels = detectFaces(
    networks.detection,
    image,
    { minFaceSize, glance: maxFaces === 1 && !options.rotate },
    faces,
  );
  while (faces.length < options.maxFaces) {
    const level = await watch.time('detect', () => levels.next());
    if (level.done === true) break;
    for (const candidate of level.value.sort(bySize)) {
      if (faces.length === options.maxFaces) break;
      if (candidate.height < options.minFaceSize) continue;
      const found = await examine(networks, image, candidate, options, watch);
      if (found === undefined || faces.some((known) => sameLandmarks(known, found.face))) continue;
      faces.push(found.face);
      norm = Math.max(norm, found.norm);
    }
  }
  return { faces: faces.sort(bySize), norm };
}

/** The faces of whichever quarter turn shows the clearest one, in coordinates of the image as given. */
async function findTurned(
  networks: Networks,
  image: RgbImage,
  options: FaceOptions,
  watch: Stopwatch,
): Promise<Found> {
  let best: Found = { faces: [], norm: 0 };
  for (const turn of [90, 180, 270] satisfies Turn[]) {
    const turned = await watch.time('detect', () => rotateImage(image, turn));
    const { faces, norm } = await findUpright(networks, turned, options, watch);
    if (norm > best.norm) best = { faces: faces.map((f) => faceBack(f, turn, image)), norm };
  }
  return best;
}

/** Every JPEG file begins so. */
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

function checkSides(bytes: Uint8Array, width: number, height: number, limits: SideLimits): void {
  const longest = isJpeg(bytes) ? limits.longestJpeg : limits.longestOther;
  if (Math.max(width, height) > longest)
    throw new EngineError('image-too-large', `the image has a side of more than ${longest} pixels`);
  if (Math.min(width, height) < limits.shortest)
    throw new EngineError('image-too-small', `the image has a side of less than ${limits.shortest} pixels`);
}

async function decode(bytes: Uint8Array, limits: SideLimits | undefined): Promise<RgbImage> {
  const { image } = await decodeScaled(bytes, (width, height) => {
    if (limits) checkSides(bytes, width, height, limits);
    return 1;
  });
  return image;
}

/** Loads the face models and returns the finder. Calls may overlap; each runs on one thread. */
export async function createFaceFinder(): Promise<FaceFinder> {
  const [glance, look, landmarks, embedding] = await Promise.all([
    openDetector(INPUT_WIDTH / 2, INPUT_HEIGHT / 2),
    openDetector(INPUT_WIDTH, INPUT_HEIGHT),
    openNetwork('face-landmarks'),
    openNetwork('face-embedding', splitPRelu),
  ]);
  const networks = { detection: { glance, look }, landmarks, embedding, mesh: once(openMeshNetwork) };
  const findIn = async (
    image: RgbImage,
    options: FaceOptions,
    watch = new Stopwatch(),
  ): Promise<FaceResult> => {
    let found = await findUpright(networks, image, options, watch);
    if (options.rotate && found.norm < UPRIGHT_NORM) {
      const turned = await findTurned(networks, image, options, watch);
      if (turned.norm > found.norm) found = turned;
    }
    return { width: image.width, height: image.height, faces: found.faces, steps: watch.steps() };
  };
  return {
    async find(bytes, options) {
      const watch = new Stopwatch();
      const image = await watch.time('decode', () => decode(bytes, options.sideLimits));
      return findIn(image, options, watch);
    },
    findIn: (image, options) => findIn(image, options),
    decode,
  };
}
