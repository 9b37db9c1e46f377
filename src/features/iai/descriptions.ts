import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { requireText } from './names.ts';

/** Description fields of a group, at most. */
export const MAX_DESCRIPTIONS = 5;

/** What of a person is described, by the number of the group's field, from 0. */
export const personDescriptions = z.array(
  z.object({
    PersonExDescriptionIndex: harmless(z.number().int()),
    PersonExDescription: carries('base.face-person', z.string()),
  }),
);

export const groupDescriptions = z.array(
  z.object({
    GroupExDescriptionIndex: harmless(z.number().int()),
    GroupExDescription: carries('base.face-group', z.string()),
  }),
);

interface Codes {
  /** Too many, or a number that no field has. */
  readonly exceed: string;
  /** One number twice. */
  readonly identical: string;
}

function byIndex(
  entries: readonly (readonly [index: number, text: string])[],
  { exceed, identical }: Codes,
): ReadonlyMap<number, string> {
  if (entries.length > MAX_DESCRIPTIONS) throw new ApiError(exceed);
  if (entries.some(([index]) => index < 0 || index >= MAX_DESCRIPTIONS)) throw new ApiError(exceed);
  const map = new Map(entries);
  if (map.size < entries.length) throw new ApiError(identical);
  return map;
}

/** @throws ApiError when they are not as documented */
export const personDescriptionsOf = (
  infos: z.output<typeof personDescriptions> = [],
): ReadonlyMap<number, string> =>
  byIndex(
    infos.map((info) => [
      info.PersonExDescriptionIndex,
      requireText(info.PersonExDescription, 'description'),
    ]),
    {
      exceed: 'InvalidParameterValue.PersonExDescriptionInfosExceed',
      identical: 'InvalidParameterValue.PersonExDescriptionsNameIdentical',
    },
  );

/** @throws ApiError when they are not as documented */
export const groupDescriptionsOf = (
  infos: z.output<typeof groupDescriptions> = [],
): ReadonlyMap<number, string> =>
  byIndex(
    infos.map((info) => [
      info.GroupExDescriptionIndex,
      requireText(info.GroupExDescription, 'descriptionField'),
    ]),
    {
      exceed: 'InvalidParameterValue.GroupExDescriptionsExceed',
      identical: 'InvalidParameterValue.GroupExDescriptionsNameIdentical',
    },
  );

/** @throws ApiError when two fields of a group would have one name */
export function requireDistinctFields(fields: readonly string[], code: string): void {
  if (new Set(fields).size < fields.length) throw new ApiError(code);
}
