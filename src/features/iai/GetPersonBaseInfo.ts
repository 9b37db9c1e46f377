import { z } from 'zod';
import { action } from '../action.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requirePersonId } from './names.ts';
import { faceId, faceIdsOf, gender, personId, personName } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Name, gender and faces of a person. */
export const GetPersonBaseInfo = action({
  name: 'GetPersonBaseInfo',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId }),
  output: z.object({ PersonName: personName, Gender: gender, FaceIds: z.array(faceId) }),
  async run({ PersonId }, { appId, people }) {
    const person = await refusing(() => people.person(appId, requirePersonId(PersonId)));
    return { PersonName: person.name, Gender: person.gender, FaceIds: faceIdsOf(person) };
  },
});
