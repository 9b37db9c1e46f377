import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { candidateTable, result, toResults } from './candidates.ts';
import { integer, PICTURE_RATE } from './fields.ts';
import { modelVersion, versionAnswer } from './people-fields.ts';
import { refusing } from './people-refusals.ts';
import { searchFields, searchPeople } from './search-people.ts';

const LIMITS = { maxGroups: 100, maxPersons: 100 };
const DEFAULT_PERSONS = 5;

/** Looks for the faces of a picture among the faces of groups: the people most like each, by which face. */
export const SearchFaces = action({
  name: 'SearchFaces',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.search',
  rateLimit: PICTURE_RATE,
  input: z.object({ ...searchFields, MaxPersonNum: harmless(z.number().int().min(1).optional()) }),
  output: z.object({ Results: z.array(result), FaceNum: integer(), FaceModelVersion: modelVersion }),
  async run(request, context) {
    const persons = request.MaxPersonNum ?? DEFAULT_PERSONS;
    const searched = await refusing(() => searchPeople(request, { ...LIMITS, persons }, context));
    const show = candidateTable({ faceIds: true, personInfo: request.NeedPersonInfo === 1 }, context);
    return {
      Results: await toResults(searched, persons, show),
      FaceNum: searched.counts.faces,
      ...versionAnswer,
    };
  },
});
