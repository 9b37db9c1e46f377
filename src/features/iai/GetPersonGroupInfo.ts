import { z } from 'zod';
import { action } from '../action.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { requirePersonId } from './names.ts';
import { pageAsked, paging, requirePage } from './paging.ts';
import { modelVersion, personGroupInfo, personId, shownMemberships, versionAnswer } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

const MAX_LIMIT = 100;

/** The groups that a person is in, and what describes the person in each. */
export const GetPersonGroupInfo = action({
  name: 'GetPersonGroupInfo',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId, ...paging }),
  output: z.object({
    PersonGroupInfos: z.array(personGroupInfo),
    GroupNum: integer(),
    FaceModelVersion: modelVersion,
  }),
  async run(request, { appId, people }) {
    const page = pageAsked(request, MAX_LIMIT);
    const { groups } = await refusing(() => people.person(appId, requirePersonId(request.PersonId)));
    requirePage(page, groups.length);
    return {
      PersonGroupInfos: shownMemberships(groups.slice(page.offset, page.offset + page.limit)),
      GroupNum: groups.length,
      ...versionAnswer,
    };
  },
});
