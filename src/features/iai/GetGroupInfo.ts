import { z } from 'zod';
import { action } from '../action.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requireGroupId } from './names.ts';
import { groupFields, groupId, shownGroup } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** What is filed about a group. */
export const GetGroupInfo = action({
  name: 'GetGroupInfo',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ GroupId: groupId }),
  output: z.object(groupFields),
  run: async ({ GroupId }, { appId, people }) =>
    shownGroup(await refusing(() => people.group(appId, requireGroupId(GroupId)))),
});
