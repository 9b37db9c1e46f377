import model from '../../../models/face-masks.json' with { type: 'json' };
import { EMBEDDING_LENGTH } from './embed.ts';
import { compareScore, cosineSimilarity, interpolateScore } from './score.ts';

/** A face that may wear a mask. */
export interface MaybeMasked {
  /** 512 values, L2-normalised, averaged with the mirrored face's. */
  readonly embedding: Float32Array;
  /** Whether its lower half is hidden. */
  readonly lowerFaceCovered: boolean;
}

const decoded = new Uint8Array(Buffer.from(model.directions, 'base64'));
const values = new Float32Array(decoded.buffer, 0, decoded.byteLength / 4);

/** Orthonormal directions in which masks move embeddings the most, of 512 values each. */
const DIRECTIONS: readonly Float32Array[] = Array.from({ length: values.length / EMBEDDING_LENGTH }, (_, i) =>
  values.subarray(i * EMBEDDING_LENGTH, (i + 1) * EMBEDDING_LENGTH),
);

/**
 * An embedding of length one without its parts along some orthonormal directions: what is left differs less between the
 * same face with a mask and without (nuisance attribute projection; Solomonoff, Campbell and Boardman, ICASSP 2005).
 */
export function withoutDirections(
  embedding: Float32Array,
  directions: readonly Float32Array[] = DIRECTIONS,
): Float32Array {
  const rest = embedding.slice();
  for (const direction of directions) {
    const along = cosineSimilarity(embedding, direction);
    for (let i = 0; i < rest.length; i++) rest[i]! -= along * direction[i]!;
  }
  const length = Math.sqrt(cosineSimilarity(rest, rest)) || 1;
  return rest.map((v) => v / length);
}

const pointsOf = (points: typeof model.one.points) =>
  points.map(({ cosine, score }) => ({ at: cosine, score }));

/** By how many of the two faces are covered. */
const POINTS = { one: pointsOf(model.one.points), both: pointsOf(model.both.points) } as const;

/**
 * How alike two faces are, 0..100, on the scale of `compareScore`: two bare faces as there, others without what masks do to
 * embeddings, by the false acceptance rates of such pairs. Calibrated on drawn masks (`models/face-masks.json`).
 */
export function maskScore(a: MaybeMasked, b: MaybeMasked): number {
  if (!a.lowerFaceCovered && !b.lowerFaceCovered)
    return compareScore(cosineSimilarity(a.embedding, b.embedding));
  const cosine = cosineSimilarity(withoutDirections(a.embedding), withoutDirections(b.embedding));
  return interpolateScore(POINTS[a.lowerFaceCovered && b.lowerFaceCovered ? 'both' : 'one'], cosine);
}
