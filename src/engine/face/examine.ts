import type { RgbImage } from '../image.ts';
import type { DetectedFace, FaceOptions } from '../types.ts';
import { alignFace } from './align.ts';
import { faceCompleteness } from './completeness.ts';
import type { Detectors } from './detect.ts';
import type { Candidate } from './detector.ts';
import { embedFace, isHumanFace, withMirrored } from './embed.ts';
import { findLandmarks, fivePoints } from './landmarks.ts';
import { lowerFaceCovered } from './mask-cover.ts';
import { findDensePoints } from './mesh/dense-points.ts';
import type { MeshNetwork } from './mesh/mesh-network.ts';
import { partFeatures } from './part-features.ts';
import { headPose } from './pose.ts';
import { findPupils } from './pupils.ts';
import { faceQuality } from './quality.ts';
import type { Network } from './session.ts';
import type { Stopwatch } from './stopwatch.ts';

export interface Networks {
  readonly detection: Detectors;
  readonly landmarks: Network;
  readonly embedding: Network;
  /** Loaded when first needed: few calls ask for it. */
  readonly mesh: () => Promise<MeshNetwork>;
}

export interface Examined {
  readonly face: DetectedFace;
  /** Length of the raw embedding. */
  readonly norm: number;
}

/** Everything about one candidate, or undefined when the embedding network does not take it for a human face. */
export async function examine(
  networks: Networks,
  image: RgbImage,
  { x, y, width, height, confidence }: Candidate,
  options: FaceOptions,
  watch: Stopwatch,
): Promise<Examined | undefined> {
  const box = { x, y, width, height };
  const landmarks68 = await watch.time('landmarks', () =>
    findLandmarks(networks.landmarks, image, box, !options.rotate),
  );
  const landmarks5 = fivePoints(landmarks68);
  const { aligned, embedding } = await watch.time('embed', async () => {
    const aligned = alignFace(image, landmarks5);
    return { aligned, embedding: await embedFace(networks.embedding, aligned) };
  });
  let made: Float32Array | undefined;
  const features = (): Float32Array => (made ??= partFeatures(image, landmarks5));
  const covered = options.lowerFace && lowerFaceCovered(features());
  if (!isHumanFace(confidence, embedding.norm, covered)) return undefined;
  const vector = await watch.time('embed', () => {
    if (options.embed !== 'careful') return options.embed === true ? embedding.vector : undefined;
    return withMirrored(networks.embedding, aligned, embedding);
  });
  const dense =
    options.dense &&
    (await watch.time('mesh', async () => findDensePoints(await networks.mesh(), image, landmarks68)));
  const face: DetectedFace = {
    ...box,
    confidence,
    landmarks5,
    landmarks68,
    pose: headPose(landmarks68),
    ...(vector && { embedding: vector }),
    ...(options.pupils && { pupils: findPupils(image, landmarks68) }),
    ...(dense && { dense }),
    ...(covered !== undefined && { lowerFaceCovered: covered }),
    ...(options.quality && {
      quality: { ...faceQuality(aligned, embedding.norm), completeness: faceCompleteness(features()) },
    }),
  };
  return { face, norm: embedding.norm };
}
