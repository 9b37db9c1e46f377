import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';

export const matchThreshold = harmless(z.number().optional());

/** @throws ApiError when FaceMatchThreshold is not within 0 and 100. @returns it */
export function requireThreshold(threshold: number): number {
  if (threshold < 0 || threshold > 100) throw new ApiError('InvalidParameterValue.FaceMatchThresholdIllegal');
  return threshold;
}
