import { z } from 'zod';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { personDescriptions, personDescriptionsOf } from './descriptions.ts';
import {
  faceRect,
  imageFields,
  PEOPLE_RATE,
  qualityControl,
  requireQualityControl,
  switchField,
  toFaceRect,
} from './fields.ts';
import { requireGender, requireGroupId, requirePersonId, requireText } from './names.ts';
import { oneFace } from './one-face.ts';
import {
  faceId,
  gender,
  groupId,
  modelVersion,
  ownerOf,
  personId,
  personName,
  versionAnswer,
} from './people-fields.ts';
import { isRefusal, refusing } from './people-refusals.ts';
import { requireUniqueControl, similarPerson } from './unique-person.ts';

/** What is known without the picture is said before it is looked at. */
async function requireRoom(group: string, person: string, { appId, people }: ActionContext): Promise<void> {
  await people.group(appId, group);
  const isTaken = await people.person(appId, person).then(
    () => true,
    (error: unknown) => {
      if (isRefusal(error) && error.reason === 'person-missing') return false;
      throw error;
    },
  );
  if (isTaken) throw new ApiError('InvalidParameterValue.PersonIdAlreadyExist');
}

/** Files a person with the largest face of a picture in a group, unless somebody so alike is there already. */
export const CreatePerson = action({
  name: 'CreatePerson',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.group-management',
  rateLimit: PEOPLE_RATE,
  input: z.object({
    GroupId: groupId,
    PersonName: personName,
    PersonId: personId,
    Gender: gender.optional(),
    PersonExDescriptionInfos: personDescriptions.optional(),
    ...imageFields,
    UniquePersonControl: harmless(z.number().int().optional()),
    QualityControl: qualityControl,
    NeedRotateDetection: switchField(),
  }),
  output: z.object({
    /** Empty when nobody was filed. */
    FaceId: faceId,
    FaceRect: faceRect,
    /** Empty when nobody is so alike, or it was not asked for. */
    SimilarPersonId: personId,
    FaceModelVersion: modelVersion,
  }),
  isBilled: ({ FaceId }) => FaceId !== '',
  async run(request, context) {
    const person = {
      groupId: requireGroupId(request.GroupId),
      personId: requirePersonId(request.PersonId),
      name: requireText(request.PersonName, 'personName'),
      gender: requireGender(request.Gender ?? 0),
      descriptions: personDescriptionsOf(request.PersonExDescriptionInfos),
    };
    const uniqueControl = requireUniqueControl(request.UniquePersonControl);
    const control = requireQualityControl(request.QualityControl);
    const look = { control, rotate: request.NeedRotateDetection === 1 };
    return refusing(async () => {
      await requireRoom(person.groupId, person.personId, context);
      const { box, maker } = await oneFace({ base64: request.Image, url: request.Url }, look, context);
      const file = async () => {
        const similar = await similarPerson(person.groupId, maker, uniqueControl, context);
        if (similar !== null) return { faceId: '', similar };
        return { similar: '', ...(await context.people.createPerson(ownerOf(context), person, maker)) };
      };
      const { appId, people } = context;
      const filed = await (uniqueControl === 0 ? file() : people.oneByOne(appId, person.groupId, file));
      return {
        FaceId: filed.faceId,
        FaceRect: toFaceRect(box),
        SimilarPersonId: filed.similar,
        ...versionAnswer,
      };
    });
  },
});
