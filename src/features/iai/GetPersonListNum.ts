import { z } from 'zod';
import { action } from '../action.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { requireGroupId } from './names.ts';
import { groupId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** How many people and faces a group has. */
export const GetPersonListNum = action({
  name: 'GetPersonListNum',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ GroupId: groupId }),
  output: z.object({ PersonNum: integer(), FaceNum: integer() }),
  async run({ GroupId }, { appId, people }) {
    const counts = await refusing(() => people.counts(appId, requireGroupId(GroupId)));
    return { PersonNum: counts.people, FaceNum: counts.faces };
  },
});
