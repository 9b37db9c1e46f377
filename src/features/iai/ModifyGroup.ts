import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';
import { groupDescriptions, groupDescriptionsOf, requireDistinctFields } from './descriptions.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requireGroupId, requireText } from './names.ts';
import { groupId, nothing } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Gives a group another name or remark, or its description fields other names. */
export const ModifyGroup = action({
  name: 'ModifyGroup',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({
    GroupId: groupId,
    GroupName: carries('base.face-group', z.string().optional()),
    GroupExDescriptionInfos: groupDescriptions.optional(),
    Tag: carries('base.face-group', z.string().optional()),
  }),
  output: nothing,
  async run(request, { appId, people }) {
    const id = requireGroupId(request.GroupId);
    const { GroupName, Tag } = request;
    const renamed = groupDescriptionsOf(request.GroupExDescriptionInfos);
    const change = {
      ...(GroupName === undefined ? {} : { name: requireText(GroupName, 'groupName') }),
      ...(Tag === undefined ? {} : { tag: requireText(Tag, 'groupTag') }),
      ...(renamed.size > 0 ? { descriptionFields: renamed } : {}),
    };
    await refusing(async () => {
      const { descriptionFields } = await people.group(appId, id);
      if ([...renamed.keys()].some((index) => index >= descriptionFields.length))
        throw new ApiError('InvalidParameterValue.GroupExDescriptionsExceed');
      const fields = descriptionFields.map((field, index) => renamed.get(index) ?? field);
      requireDistinctFields(fields, 'FailedOperation.DuplicatedGroupDescription');
      await people.changeGroup(appId, id, change);
    });
    return {};
  },
});
