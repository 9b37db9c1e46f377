import { z } from 'zod';
import { action } from '../action.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requireGroupId, requirePersonId } from './names.ts';
import { groupId, nothing, personId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Takes a person out of a group; a person who is in no group any more is erased. */
export const DeletePersonFromGroup = action({
  name: 'DeletePersonFromGroup',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId, GroupId: groupId }),
  output: nothing,
  async run({ PersonId, GroupId }, { appId, people }) {
    const [person, group] = [requirePersonId(PersonId), requireGroupId(GroupId)];
    await refusing(() => people.removeFromGroup(appId, person, group));
    return {};
  },
});
