import { z } from 'zod';
import { action } from '../action.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requireGroupId } from './names.ts';
import { groupId, nothing } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Erases a group, its templates and its secret; people who are in no other group go with it. */
export const DeleteGroup = action({
  name: 'DeleteGroup',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ GroupId: groupId }),
  output: nothing,
  async run({ GroupId }, { appId, people }) {
    await refusing(() => people.removeGroup(appId, requireGroupId(GroupId)));
    return {};
  },
});
