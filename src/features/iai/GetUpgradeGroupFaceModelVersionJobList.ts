import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { pageAsked, paging, requirePage } from './paging.ts';
import { groupId } from './people-fields.ts';

const MAX_LIMIT = 1000;

const jobInfo = z.object({
  JobId: harmless(z.string()),
  GroupId: groupId,
  FromFaceModelVersion: harmless(z.string()),
  ToFaceModelVersion: harmless(z.string()),
  StartTime: integer(),
  Status: integer(),
});

/** Upgrades of groups: there are none, as there is one model. */
export const GetUpgradeGroupFaceModelVersionJobList = action({
  name: 'GetUpgradeGroupFaceModelVersionJobList',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object(paging),
  output: z.object({ JobInfos: z.array(jobInfo), JobNum: integer() }),
  run: async (request) => {
    requirePage(pageAsked(request, MAX_LIMIT), 0);
    return { JobInfos: [], JobNum: 0 };
  },
});
