import { createHash } from 'node:crypto';
import { templateScore } from '../../engine/face/score.ts';
import { templateDistance } from '../../engine/face/template/distance.ts';
import { projectionOf } from '../../engine/face/template/projection.ts';
import { recastTemplate } from '../../engine/face/template/recast.ts';
import type { Projection } from '../../engine/face/template/types.ts';
import type { FaceMaker, GroupSecret, KeptFace, Recast } from '../../registry/people/types.ts';

/** About 12 kB and 1.4 ms of processor time each: a search asks 100 groups at most. */
const MAX_PROJECTIONS = 128;

/** Least recently used first; known by a digest, so that no secret is held longer than it is used. */
const projections = new Map<string, Projection>();

function projectionFor(secret: GroupSecret): Projection {
  const key = createHash('sha256').update(secret).digest('base64');
  const projection = projections.get(key) ?? projectionOf(secret);
  projections.delete(key);
  projections.set(key, projection);
  for (const oldest of projections.keys()) {
    if (projections.size <= MAX_PROJECTIONS) break;
    projections.delete(oldest);
  }
  return projection;
}

/** How many projections are held, for tests of the bound. */
export const projectionsHeld = (): number => projections.size;

/** A face that becomes a template of whichever group it comes into or is looked for in. */
export const faceMaker =
  (embedding: Float32Array): FaceMaker =>
  (secret) =>
    projectionFor(secret).template(embedding);

/** Makes templates of one group of those of another. */
export const recastFace: Recast = (template, from, to) =>
  recastTemplate(template, projectionFor(from), projectionFor(to));

/** A face of a person, with what it can be compared by. */
export type ComparableFace = KeptFace & { readonly secret: GroupSecret };

/** The score of the person's face that is most like this one, 0..100; 0 where there is none. */
export const bestScore = (face: FaceMaker, kept: readonly ComparableFace[]): number =>
  Math.max(0, ...kept.map(({ template, secret }) => templateScore(templateDistance(face(secret), template))));

/**
 * The score against all faces of a person as one: the template of the mean of what each tells of the embedding. Of a
 * single face it is that of the face.
 */
export function fusedScore(face: FaceMaker, kept: readonly ComparableFace[]): number {
  const [first] = kept;
  const ofOneGroup = kept.filter(({ groupId }) => groupId === first?.groupId);
  if (!first || ofOneGroup.length < 2) return bestScore(face, kept);
  const projection = projectionFor(first.secret);
  const sum = new Float32Array(projection.estimate(first.template).length);
  for (const { template } of ofOneGroup)
    projection.estimate(template).forEach((value, i) => (sum[i] = sum[i]! + value));
  const length = Math.hypot(...sum);
  const fused = projection.template(sum.map((value) => value / length));
  return templateScore(templateDistance(face(first.secret), fused));
}
