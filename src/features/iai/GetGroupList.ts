import { z } from 'zod';
import { action } from '../action.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { pageAsked, paging, requirePage } from './paging.ts';
import { groupFields, shownGroup } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

const MAX_LIMIT = 1000;

/** The groups of an account, oldest first. */
export const GetGroupList = action({
  name: 'GetGroupList',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object(paging),
  output: z.object({ GroupInfos: z.array(z.object(groupFields)), GroupNum: integer() }),
  async run(request, { appId, people }) {
    const page = pageAsked(request, MAX_LIMIT);
    const { groups, total } = await refusing(() => people.groups(appId, page));
    requirePage(page, total);
    return { GroupInfos: groups.map(shownGroup), GroupNum: total };
  },
});
