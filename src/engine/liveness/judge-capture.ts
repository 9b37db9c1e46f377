import { resizeImage, type RgbImage } from '../image.ts';
import { cosineSimilarity } from '../face/score.ts';
import type { FaceFinder } from '../face/finder.ts';
import { median } from '../text/geometry.ts';
import type { DetectedFace, FaceOptions } from '../types.ts';
import { BestFrameKeeper, lightProblem } from './best-frame.ts';
import type { JudgeFace } from './live-network.ts';
import { measure, type FrameMeasure } from './measures.ts';
import { missingMotion } from './motions.ts';
import type { CaptureInput, CaptureProblem, CaptureResult } from './types.ts';
import { decodeFrames } from './video/decode-frames.ts';

export interface CaptureMeans {
  readonly finder: FaceFinder;
  readonly judgeFace: JudgeFace;
}

/** At most so many frames are looked at, and so many a second: a blink takes a tenth of one at least. */
const MOST_FRAMES = 80;
const MOST_PER_SECOND = 10;
/** Fewer frames with a face cannot be judged. */
const FEWEST_FRAMES = 4;
/** Smallest height of a face, pixels: below, its eyes and lips have too few. */
const SMALLEST_FACE = 80;
/** A second face this large beside the first, as a share of its area, is somebody. */
const ANOTHER = 0.25;
/** Share of frames that may lack a face, or show another one. */
const MOST_WITHOUT = 0.4;
const MOST_WITH_OTHERS = 0.2;
/**
 * Cosines of frames with the best one: most are above the first, which 1 in 1,000 pairs of different people is; a blurred
 * one, or one with a face in motion, may be lower, but not as low as pairs of different people mostly are.
 */
const SAME_PERSON = 0.336;
const PERHAPS_SAME = 0.2;
const MOST_DOUBTFUL = 0.15;
/** Degrees: faces that look further aside are not held against it. */
const FRONTAL = 25;
/** Mean difference of two frames at 64x64, 0..255, below which nothing has moved at all: a camera alone has more noise. */
const STILL = 0.15;

const OPTIONS: FaceOptions = { maxFaces: 3, minFaceSize: 40, embed: true, quality: true };
/** The best frame is compared with a photo, by scores that are calibrated on careful embeddings. */
const COMPARED: FaceOptions = { ...OPTIONS, embed: 'careful' };

const area = (face: DetectedFace): number => face.width * face.height;

interface Seen {
  readonly face: DetectedFace;
  readonly measure: FrameMeasure;
  readonly liveness: number;
}

async function* framesOf({ finder }: CaptureMeans, input: CaptureInput): AsyncGenerator<RgbImage> {
  const decode = (bytes: Uint8Array): Promise<RgbImage> => finder.decode(bytes, input.sideLimits);
  if (input.capture.kind === 'video')
    yield* decodeFrames(
      input.capture.video,
      { mostFrames: MOST_FRAMES, mostPerSecond: MOST_PER_SECOND },
      decode,
    );
  else for (const frame of input.capture.frames.slice(0, MOST_FRAMES)) yield await decode(frame);
}

/** How much consecutive frames differ at most: exactly the same picture again and again is not from a camera. */
class MotionMeter {
  most = 0;
  #last: Uint8Array | null = null;

  async see(image: RgbImage): Promise<void> {
    const { data } = await resizeImage(image, 64, 64);
    if (this.#last) {
      let sum = 0;
      for (let i = 0; i < data.length; i++) sum += Math.abs(data[i]! - this.#last[i]!);
      this.most = Math.max(this.most, sum / data.length);
    }
    this.#last = data;
  }
}

interface Counts {
  readonly frames: number;
  readonly crowded: number;
  readonly mostMotion: number;
}

/** The first thing that keeps a capture from being judged. */
function problemOf(seen: readonly Seen[], { frames, crowded, mostMotion }: Counts): CaptureProblem | null {
  if (frames < FEWEST_FRAMES) return 'too-short';
  if (seen.length < FEWEST_FRAMES || seen.length < (1 - MOST_WITHOUT) * frames) return 'no-face';
  if (crowded > MOST_WITH_OTHERS * frames) return 'several-faces';
  if (mostMotion < STILL) return 'still';
  if (median(seen.map(({ face }) => face.height)) < SMALLEST_FACE) return 'face-too-small';
  return null;
}

/** Whether the frames that look ahead show the person of the best one. */
function isOnePerson(seen: readonly Seen[], best: Float32Array): boolean {
  const cosines = seen
    .filter(({ face }) => Math.abs(face.pose.yaw) <= FRONTAL && Math.abs(face.pose.pitch) <= FRONTAL)
    .map(({ face }) => (face.embedding ? cosineSimilarity(face.embedding, best) : 0));
  const doubtful = cosines.filter((cosine) => cosine < SAME_PERSON).length;
  return cosines.every((cosine) => cosine >= PERHAPS_SAME) && doubtful <= MOST_DOUBTFUL * cosines.length;
}

/**
 * Looks at frames one after the other, and judges what they show together: whether one person is there all the time, how
 * alive the face looks, and whether it did what was asked for.
 * @throws EngineError
 */
export async function judgeCapture(means: CaptureMeans, input: CaptureInput): Promise<CaptureResult> {
  const started = performance.now();
  const seen: Seen[] = [];
  const keeper = new BestFrameKeeper();
  const motion = new MotionMeter();
  let [frames, crowded] = [0, 0];
  for await (const image of framesOf(means, input)) {
    frames++;
    await motion.see(image);
    const { faces } = await means.finder.findIn(image, OPTIONS);
    const [face, ...others] = faces;
    if (!face) continue;
    if (others.some((other) => area(other) > ANOTHER * area(face))) crowded++;
    seen.push({ face, measure: measure(face), liveness: await means.judgeFace(image, face) });
    keeper.see(image, face);
  }
  const best = await keeper.best(async (image) => (await means.finder.findIn(image, COMPARED)).faces[0]);
  const problem =
    problemOf(seen, { frames, crowded, mostMotion: motion.most }) ??
    (best ? lightProblem(best.quality) : null) ??
    (best && !isOnePerson(seen, best.embedding) ? 'face-changes' : null);
  return {
    problem,
    frames,
    liveness: problem === null ? median(seen.map(({ liveness }) => liveness)) : 0,
    missing: missingMotion(
      seen.map(({ measure }) => measure),
      input.motions,
    ),
    best,
    steps: [{ name: 'capture', ms: performance.now() - started }],
  };
}
