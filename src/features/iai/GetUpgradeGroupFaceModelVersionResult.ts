import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { integer, number, PEOPLE_RATE } from './fields.ts';
import { groupId } from './people-fields.ts';

/** How far an upgrade is. There is one model, so no upgrade was ever begun. */
export const GetUpgradeGroupFaceModelVersionResult = action({
  name: 'GetUpgradeGroupFaceModelVersionResult',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ JobId: harmless(z.string().max(128)) }),
  output: z.object({
    EndTimestamp: integer(),
    Progress: number(),
    Status: integer(),
    StartTime: integer(),
    FromFaceModelVersion: harmless(z.string()),
    ToFaceModelVersion: harmless(z.string()),
    GroupId: groupId,
    FailedFacesUrl: carries('face.person-id', z.string()),
  }),
  run: () => Promise.reject(new ApiError('FailedOperation.UpgradeJobIdNotExist')),
});
