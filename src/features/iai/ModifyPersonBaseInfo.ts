import { z } from 'zod';
import { action } from '../action.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requireGender, requirePersonId, requireText } from './names.ts';
import { gender, nothing, personId, personName } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Gives a person another name or gender. */
export const ModifyPersonBaseInfo = action({
  name: 'ModifyPersonBaseInfo',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId, PersonName: personName.optional(), Gender: gender.optional() }),
  output: nothing,
  async run({ PersonId, PersonName, Gender }, { appId, people }) {
    const change = {
      ...(PersonName === undefined ? {} : { name: requireText(PersonName, 'personName') }),
      ...(Gender === undefined ? {} : { gender: requireGender(Gender) }),
    };
    await refusing(() => people.changePerson(appId, requirePersonId(PersonId), change));
    return {};
  },
});
