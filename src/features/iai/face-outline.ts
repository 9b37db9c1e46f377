import { faceShape, type FaceShape } from '../../engine/face/face-shape.ts';
import { centroid } from '../../engine/face/geometry.ts';
import { denseShape, type DenseShape } from '../../engine/face/mesh/dense-shape.ts';
import type { DetectedFace } from '../../engine/types.ts';

/** The 90 points of a face, pixels of the picture; pupils that were not looked for are the middles of the eyes. */
export function outlineOf({ landmarks68, pupils }: DetectedFace): FaceShape {
  const eyes = [centroid(landmarks68.slice(36, 42)), centroid(landmarks68.slice(42, 48))] as const;
  return faceShape(landmarks68, pupils ?? eyes);
}

/** The outlines of a face: of its mesh if it was looked for, else the 90 points. */
export const outlinesOf = (face: DetectedFace): FaceShape | DenseShape =>
  face.dense ? denseShape(face.dense) : outlineOf(face);
