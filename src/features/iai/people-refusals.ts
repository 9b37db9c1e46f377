import type { PeopleRefusal, PeopleRefusalReason } from '../../registry/people/types.ts';
import { ApiError } from '../errors.ts';

/** What is answered where people say no. */
const CODES: Readonly<Record<PeopleRefusalReason, string>> = {
  'group-exists': 'InvalidParameterValue.GroupIdAlreadyExist',
  'group-name-exists': 'InvalidParameterValue.GroupNameAlreadyExist',
  'group-missing': 'InvalidParameterValue.GroupIdNotExist',
  'too-many-groups': 'InvalidParameterValue.GroupNumExceed',
  'group-full': 'InvalidParameterValue.GroupFaceNumExceed',
  'person-exists': 'InvalidParameterValue.PersonIdAlreadyExist',
  'person-missing': 'InvalidParameterValue.PersonIdNotExist',
  'person-not-in-group': 'FailedOperation.GroupPersonMapNotExist',
  'person-already-in-group': 'FailedOperation.GroupPersonMapExist',
  'person-in-too-many-groups': 'InvalidParameterValue.GroupNumPerPersonExceed',
  'too-many-faces': 'InvalidParameterValue.PersonFaceNumExceed',
  // Faces go while they are deleted: by another call about the same person.
  'face-missing': 'FailedOperation.ConflictOperation',
  'last-face': 'InvalidParameterValue.DeleteFaceNumExceed',
  'description-index': 'InvalidParameterValue.PersonExDescriptionInfosExceed',
};

export const isRefusal = (error: unknown): error is PeopleRefusal =>
  error instanceof Error && error.name === 'PeopleRefusal' && 'reason' in error;

/** Runs something about people, and answers refusals with the documented codes; `codes` where an action has others. */
export async function refusing<T>(
  run: () => Promise<T>,
  codes: Partial<Readonly<Record<PeopleRefusalReason, string>>> = {},
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new ApiError(codes[error.reason] ?? CODES[error.reason]);
  }
}
