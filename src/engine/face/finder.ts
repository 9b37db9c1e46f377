import { decodeImage, type RgbImage } from '../image.ts';
import type { DetectedFace, FaceOptions, FaceResult, Step } from '../types.ts';
import { alignFace } from './align.ts';
import { type Candidate, detectFaces } from './detect.ts';
import { embedFace, isHumanFace } from './embed.ts';
import { bounds, iou } from './geometry.ts';
import { findLandmarks, fivePoints } from './landmarks.ts';
import { headPose } from './pose.ts';
import { faceQuality } from './quality.ts';
import { faceBack, rotateImage, type Turn } from './rotate.ts';
import { type Network, openNetwork } from './session.ts';

export interface FaceFinder {
  /**
   * Finds faces in a PNG, JPEG or BMP, largest first, at most `maxFaces`. Boxes may reach beyond the image.
   * @throws EngineError `unreadable-image` or `image-too-large`.
   */
  find(image: Uint8Array, options: FaceOptions): Promise<FaceResult>;
}

interface Networks {
  readonly detection: Network;
  readonly landmarks: Network;
  readonly embedding: Network;
}

const STEPS = ['decode', 'detect', 'landmarks', 'embed'] as const;

/** Adds up the time of each step of one call, ms. */
class Stopwatch {
  readonly #spent = new Map<string, number>(STEPS.map((name) => [name, 0]));

  async time<T>(step: (typeof STEPS)[number], work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#spent.set(step, this.#spent.get(step)! + performance.now() - start);
    }
  }

  steps(): Step[] {
    return [...this.#spent].map(([name, ms]) => ({ name, ms }));
  }
}

const bySize = (p: DetectedFace | Candidate, q: DetectedFace | Candidate): number =>
  q.width * q.height - p.width * p.height;

/** Two boxes can lie far apart on one face; its landmarks then fall together. */
const sameLandmarks = (p: DetectedFace, q: DetectedFace): boolean =>
  iou(bounds(p.landmarks68), bounds(q.landmarks68)) > 0.5;

/** Everything about one candidate, or undefined when the embedding network does not take it for a human face. */
async function examine(
  networks: Networks,
  image: RgbImage,
  { x, y, width, height, confidence }: Candidate,
  options: FaceOptions,
  watch: Stopwatch,
): Promise<DetectedFace | undefined> {
  const box = { x, y, width, height };
  const landmarks68 = await watch.time('landmarks', () => findLandmarks(networks.landmarks, image, box));
  const landmarks5 = fivePoints(landmarks68);
  const { aligned, embedding } = await watch.time('embed', async () => {
    const aligned = alignFace(image, landmarks5);
    return { aligned, embedding: await embedFace(networks.embedding, aligned) };
  });
  if (!isHumanFace(confidence, embedding.norm)) return undefined;
  return {
    ...box,
    confidence,
    landmarks5,
    landmarks68,
    pose: headPose(landmarks68),
    ...(options.embed && { embedding: embedding.vector }),
    ...(options.quality && { quality: faceQuality(aligned) }),
  };
}

/** Faces of an upright image, largest first. */
async function findUpright(
  networks: Networks,
  image: RgbImage,
  options: FaceOptions,
  watch: Stopwatch,
): Promise<DetectedFace[]> {
  const faces: DetectedFace[] = [];
  const levels = detectFaces(networks.detection, image, options.minFaceSize, faces);
  while (faces.length < options.maxFaces) {
    const { value: level, done } = await watch.time('detect', () => levels.next());
    if (done) break;
    for (const candidate of level.sort(bySize)) {
      if (faces.length === options.maxFaces) break;
      if (candidate.height < options.minFaceSize) continue;
      const face = await examine(networks, image, candidate, options, watch);
      if (face !== undefined && !faces.some((known) => sameLandmarks(known, face))) faces.push(face);
    }
  }
  return faces.sort(bySize);
}

/** The faces of whichever quarter turn shows the surest one, in coordinates of the image as given. */
async function findTurned(
  networks: Networks,
  image: RgbImage,
  options: FaceOptions,
  watch: Stopwatch,
): Promise<DetectedFace[]> {
  let best: DetectedFace[] = [];
  let surest = 0;
  for (const turn of [90, 180, 270] satisfies Turn[]) {
    const turned = await watch.time('detect', async () => rotateImage(image, turn));
    const faces = await findUpright(networks, turned, options, watch);
    const sure = Math.max(0, ...faces.map((f) => f.confidence));
    if (sure > surest) [best, surest] = [faces.map((f) => faceBack(f, turn, image)), sure];
  }
  return best;
}

/** Loads the face models and returns the finder. Calls may overlap; each runs on one thread. */
export async function createFaceFinder(): Promise<FaceFinder> {
  const [detection, landmarks, embedding] = await Promise.all([
    openNetwork('face-detection'),
    openNetwork('face-landmarks'),
    openNetwork('face-embedding'),
  ]);
  const networks = { detection, landmarks, embedding };
  return {
    async find(bytes, options) {
      const watch = new Stopwatch();
      const image = await watch.time('decode', () => decodeImage(bytes));
      let faces = await findUpright(networks, image, options, watch);
      if (faces.length === 0 && options.rotate) faces = await findTurned(networks, image, options, watch);
      return { width: image.width, height: image.height, faces, steps: watch.steps() };
    },
  };
}
