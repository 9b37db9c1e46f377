import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { requirePersonId } from './names.ts';
import { faceId, faceIdsOf, personId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Erases faces of a person, who must keep one; ids that are not the person's are passed over. */
export const DeleteFace = action({
  name: 'DeleteFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId, FaceIds: z.array(faceId) }),
  output: z.object({ SucDeletedNum: integer(), SucFaceIds: z.array(faceId) }),
  async run({ PersonId, FaceIds }, { appId, people }) {
    const id = requirePersonId(PersonId);
    if (FaceIds.length === 0) throw new ApiError('MissingParameter.ErrorParameterEmpty');
    const faces = await refusing(async () => {
      const kept = faceIdsOf(await people.person(appId, id));
      const asked = kept.filter((faceId) => FaceIds.includes(faceId));
      if (asked.length > 0) await people.removeFaces(appId, id, asked);
      return asked;
    });
    return { SucDeletedNum: faces.length, SucFaceIds: faces };
  },
});
