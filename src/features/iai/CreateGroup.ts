import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';
import { MAX_DESCRIPTIONS, requireDistinctFields } from './descriptions.ts';
import { FACE_MODEL_VERSION, faceModelVersion, PEOPLE_RATE, requireModelVersion } from './fields.ts';
import { requireGroupId, requireText } from './names.ts';
import { groupId, modelVersion, ownerOf, versionAnswer } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Makes an empty group of people, with a secret of its own for their templates. */
export const CreateGroup = action({
  name: 'CreateGroup',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({
    GroupName: carries('base.face-group', z.string()),
    GroupId: groupId,
    GroupExDescriptions: z.array(carries('base.face-group', z.string())).optional(),
    Tag: carries('base.face-group', z.string().optional()),
    FaceModelVersion: faceModelVersion,
  }),
  output: z.object({ FaceModelVersion: modelVersion }),
  async run(request, context) {
    requireModelVersion(request.FaceModelVersion);
    const fields = request.GroupExDescriptions ?? [];
    if (fields.length > MAX_DESCRIPTIONS)
      throw new ApiError('InvalidParameterValue.GroupExDescriptionsExceed', { limit: MAX_DESCRIPTIONS });
    requireDistinctFields(fields, 'InvalidParameterValue.GroupExDescriptionsNameIdentical');
    const group = {
      groupId: requireGroupId(request.GroupId),
      name: requireText(request.GroupName, 'groupName'),
      tag: requireText(request.Tag ?? '', 'groupTag'),
      descriptionFields: fields.map((field) => requireText(field, 'descriptionField')),
      modelVersion: FACE_MODEL_VERSION,
    };
    await refusing(() => context.people.createGroup(ownerOf(context), group));
    return versionAnswer;
  },
});
