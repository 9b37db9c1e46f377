import { z } from 'zod';
import { action } from '../action.ts';
import { PEOPLE_RATE } from './fields.ts';
import { requirePersonId } from './names.ts';
import { nothing, personId } from './people-fields.ts';
import { refusing } from './people-refusals.ts';

/** Erases a person and all faces of the person, in all groups. */
export const DeletePerson = action({
  name: 'DeletePerson',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ PersonId: personId }),
  output: nothing,
  async run({ PersonId }, { appId, people }) {
    await refusing(() => people.removePerson(appId, requirePersonId(PersonId)));
    return {};
  },
});
