import { AnalyzeFace } from './AnalyzeFace.ts';
import { CompareFace } from './CompareFace.ts';
import { DetectFace } from './DetectFace.ts';
import { DetectFaceAttributes } from './DetectFaceAttributes.ts';
import { DetectFaceSimilarity } from './DetectFaceSimilarity.ts';
import { DetectLiveFace } from './DetectLiveFace.ts';
import { DetectLiveFaceAccurate } from './DetectLiveFaceAccurate.ts';

/** Face recognition, as `features/index.ts` serves it. */
export const faceActions = {
  AnalyzeFace,
  CompareFace,
  DetectFace,
  DetectFaceAttributes,
  DetectFaceSimilarity,
  DetectLiveFace,
  DetectLiveFaceAccurate,
} as const;
