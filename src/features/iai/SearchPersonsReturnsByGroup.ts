import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { candidateTable, resultByGroup, toResultsByGroup } from './candidates.ts';
import { integer, PICTURE_RATE } from './fields.ts';
import { modelVersion, versionAnswer } from './people-fields.ts';
import { refusing } from './people-refusals.ts';
import { searchFields, searchPeople } from './search-people.ts';

const LIMITS = { maxGroups: 60, maxPersons: 10 };
const DEFAULT_PERSONS = 5;

/** Looks for the faces of a picture among the people of groups: the people most like each. Answers for each group by itself. */
export const SearchPersonsReturnsByGroup = action({
  name: 'SearchPersonsReturnsByGroup',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.search',
  rateLimit: PICTURE_RATE,
  input: z.object({
    ...searchFields,
    MaxPersonNumPerGroup: harmless(z.number().int().min(1).optional()),
  }),
  output: z.object({
    PersonNum: integer(),
    ResultsReturnsByGroup: z.array(resultByGroup),
    FaceModelVersion: modelVersion,
  }),
  async run(request, context) {
    const persons = request.MaxPersonNumPerGroup ?? DEFAULT_PERSONS;
    const searched = await refusing(() => searchPeople(request, { ...LIMITS, persons }, context));
    const show = candidateTable({ faceIds: false, personInfo: request.NeedPersonInfo === 1 }, context);
    return {
      PersonNum: searched.counts.people,
      ResultsReturnsByGroup: await toResultsByGroup(searched, show),
      ...versionAnswer,
    };
  },
});
