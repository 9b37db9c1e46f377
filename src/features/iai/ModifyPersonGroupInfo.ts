import { z } from 'zod';
import { action } from '../action.ts';
import { personDescriptions, personDescriptionsOf } from './descriptions.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requireGroupId, requirePersonId } from './names.ts';
import { groupId, nothing, personId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Changes what describes a person in a group. */
export const ModifyPersonGroupInfo = action({
  name: 'ModifyPersonGroupInfo',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ GroupId: groupId, PersonId: personId, PersonExDescriptionInfos: personDescriptions }),
  output: nothing,
  async run(request, { appId, people }) {
    const [person, group] = [requirePersonId(request.PersonId), requireGroupId(request.GroupId)];
    const descriptions = personDescriptionsOf(request.PersonExDescriptionInfos);
    await refusing(() => people.describePerson(appId, person, group, descriptions));
    return {};
  },
});
