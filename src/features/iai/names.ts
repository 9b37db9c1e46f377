import { ApiError } from '../errors.ts';

/** Bytes of an id; all that is allowed in it is one byte long. */
const MAX_ID = 64;
const ID = /^[A-Za-z0-9\-%@#&_]*$/;

/** Names, remarks and descriptions are free text of any language, on one line. */
const TEXT = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u;

const lengthOf = (text: string): number => [...text].length;

/** Codes for what may be wrong with a text. */
interface TextCodes {
  readonly illegal: string;
  readonly tooLong: string;
}

interface TextRule extends TextCodes {
  readonly min: number;
  readonly max: number;
}

const GROUP_ID: TextCodes = {
  illegal: 'InvalidParameterValue.GroupIdIllegal',
  tooLong: 'InvalidParameterValue.GroupIdTooLong',
};
const PERSON_ID: TextCodes = {
  illegal: 'InvalidParameterValue.PersonIdIllegal',
  tooLong: 'InvalidParameterValue.PersonIdTooLong',
};

/** Characters, and codes, of each text that callers give. */
const RULES = {
  groupName: {
    min: 1,
    max: 60,
    illegal: 'InvalidParameterValue.GroupNameIllegal',
    tooLong: 'InvalidParameterValue.GroupNameTooLong',
  },
  groupTag: {
    min: 0,
    max: 40,
    illegal: 'InvalidParameterValue.GroupTagIllegal',
    tooLong: 'InvalidParameterValue.GroupTagTooLong',
  },
  descriptionField: {
    min: 1,
    max: 30,
    illegal: 'InvalidParameterValue.GroupExDescriptionsNameIllegal',
    tooLong: 'InvalidParameterValue.GroupExDescriptionsNameTooLong',
  },
  personName: {
    min: 1,
    max: 60,
    illegal: 'InvalidParameterValue.PersonNameIllegal',
    tooLong: 'InvalidParameterValue.PersonNameTooLong',
  },
  description: {
    min: 0,
    max: 60,
    illegal: 'InvalidParameterValue.PersonExDescriptionsNameIllegal',
    tooLong: 'InvalidParameterValue.PersonExDescriptionsNameTooLong',
  },
} as const satisfies Record<string, TextRule>;

function requireId(id: string, codes: TextCodes): string {
  if (id === '') throw new ApiError('MissingParameter.ErrorParameterEmpty');
  if (!ID.test(id)) throw new ApiError(codes.illegal);
  if (id.length > MAX_ID) throw new ApiError(codes.tooLong, { limit: MAX_ID });
  return id;
}

/** @throws ApiError when the id of a group is not as documented. @returns it */
export const requireGroupId = (id: string): string => requireId(id, GROUP_ID);
/** @throws ApiError when the id of a person is not as documented. @returns it */
export const requirePersonId = (id: string): string => requireId(id, PERSON_ID);

/** @throws ApiError when a text is not as documented. @returns it */
export function requireText(text: string, kind: keyof typeof RULES): string {
  const { min, max, illegal, tooLong } = RULES[kind];
  const length = lengthOf(text);
  if (length < min) throw new ApiError('MissingParameter.ErrorParameterEmpty');
  if (length > max) throw new ApiError(tooLong, { limit: max });
  if (!TEXT.test(text)) throw new ApiError(illegal);
  return text;
}

/** 0: not said, 1: male, 2: female. */
export type Gender = 0 | 1 | 2;

/** @throws ApiError when it is another number */
export function requireGender(gender: number): Gender {
  if (gender !== 0 && gender !== 1 && gender !== 2)
    throw new ApiError('InvalidParameterValue.PersonGenderIllegal');
  return gender;
}
