import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { PEOPLE_RATE, requireModelVersion } from './fields.ts';
import { requireGroupId } from './names.ts';
import { groupId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** There is one model: every group has the newest version, and none can be upgraded. */
export const UpgradeGroupFaceModelVersion = action({
  name: 'UpgradeGroupFaceModelVersion',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ GroupId: groupId, FaceModelVersion: harmless(z.string()) }),
  output: z.object({ JobId: harmless(z.string()) }),
  async run(request, { appId, people }) {
    requireModelVersion(request.FaceModelVersion);
    await refusing(() => people.group(appId, requireGroupId(request.GroupId)));
    throw new ApiError('FailedOperation.GroupCannotUpgrade');
  },
});
