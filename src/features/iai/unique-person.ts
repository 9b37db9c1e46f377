import { distanceOfScore } from '../../engine/face/score.ts';
import type { FaceMaker } from '../../registry/people/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { SCORE_FLOOR } from './probe-budget.ts';

/** The rate of false findings that UniquePersonControl 1 to 4 accepts, of the search of a whole group. */
const RATES = [null, 1e-2, 1e-3, 1e-4, 1e-5] as const;

/** The last score that stands for a rate of false acceptance; what is above only says that faces are more alike. */
const LAST_CALIBRATED_SCORE = 70;

/** @throws ApiError when UniquePersonControl is none of 0 to 4. @returns it, 0 when it is absent */
export function requireUniqueControl(control = 0): number {
  if (!(control in RATES)) throw new ApiError('InvalidParameterValue.UniquePersonControlIllegal');
  return control;
}

/**
 * The least score at which somebody in a group of so many faces is taken for the same person. A search compares with
 * every face, so that the rate of each comparison is the search's divided by their number (ISO/IEC 19795-1: false
 * positive identification rate); never below the floor, nor above what scores are calibrated for.
 */
export function uniqueScore(control: number, faces: number): number {
  const rate = RATES[control];
  if (!rate) return Number.POSITIVE_INFINITY;
  const score = 10 * (1 - Math.log10(rate / Math.max(1, faces)));
  return Math.min(LAST_CALIBRATED_SCORE, Math.max(SCORE_FLOOR, score));
}

/** Who in a group is likely to be the person of this face; null: nobody, or it was not asked. */
export async function similarPerson(
  groupId: string,
  face: FaceMaker,
  control: number,
  { appId, people }: ActionContext,
): Promise<string | null> {
  if (control === 0) return null;
  const { faces } = await people.counts(appId, groupId);
  const maxDistance = distanceOfScore(uniqueScore(control, faces));
  const hits = await people.search(appId, [groupId], face, { limit: 1, maxDistance });
  return hits.get(groupId)?.[0]?.personId ?? null;
}
