import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { recastFace } from './face-templates.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { requireGroupId, requirePersonId } from './names.ts';
import { groupId, personId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Groups that a person may be in, and so be copied to. */
const MAX_GROUPS = 100;

/**
 * Puts a person with all faces into more groups. Their templates are made of those that there are, so a copy is found
 * a little less well than who was enrolled there: docs/templates.md. Groups are done one by one, each wholly or not
 * at all; when none can be, the first one's reason is answered.
 */
export const CopyPerson = action({
  name: 'CopyPerson',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId, GroupIds: z.array(groupId) }),
  output: z.object({ SucGroupNum: integer(), SucGroupIds: z.array(groupId) }),
  async run({ PersonId, GroupIds }, { appId, people }) {
    const person = requirePersonId(PersonId);
    if (GroupIds.length === 0) throw new ApiError('MissingParameter.ErrorParameterEmpty');
    if (GroupIds.length > MAX_GROUPS)
      throw new ApiError('InvalidParameterValue.GroupIdsExceed', { limit: MAX_GROUPS });
    const groups = [...new Set(GroupIds.map(requireGroupId))];
    await refusing(() => people.person(appId, person));
    const done: string[] = [];
    const refused: ApiError[] = [];
    for (const group of groups)
      try {
        await refusing(() => people.copyPerson(appId, person, [group], recastFace));
        done.push(group);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        refused.push(error);
      }
    if (done.length === 0 && refused[0]) throw refused[0];
    return { SucGroupNum: done.length, SucGroupIds: done };
  },
});
