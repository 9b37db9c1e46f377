import type { FaceMark } from '../../engine/overlay/types.ts';
import type { DetectedFace, Point } from '../../engine/types.ts';
import { outlineOf } from '../../features/iai/face-outline.ts';

/** A face as it is drawn, with the points of its mesh if it was looked for, else of its outline. */
export const markOf = (face: DetectedFace, label: string, tone: FaceMark['tone'] = 'plain'): FaceMark => ({
  box: { x: face.x, y: face.y, width: face.width, height: face.height },
  points: face.dense ?? Object.values<readonly Point[]>({ ...outlineOf(face) }).flat(),
  label,
  tone,
});

/** The box alone. */
export const boxOf = (face: DetectedFace, label: string, tone: FaceMark['tone']): FaceMark => ({
  ...markOf(face, label, tone),
  points: [],
});
