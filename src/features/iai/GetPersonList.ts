import { z } from 'zod';
import type { Person } from '../../registry/people/types.ts';
import { action } from '../action.ts';
import { carries } from '../personal-data.ts';
import { integer, PEOPLE_RATE } from './fields.ts';
import { requireGroupId } from './names.ts';
import { pageAsked, paging, requirePage } from './paging.ts';
import {
  faceId,
  faceIdsOf,
  gender,
  groupId,
  modelVersion,
  personId,
  personName,
  versionAnswer,
} from './people-fields.ts';
import { refusing } from './people-refusals.ts';

const MAX_LIMIT = 1000;

const personInfo = z.object({
  PersonName: personName,
  PersonId: personId,
  Gender: gender,
  PersonExDescriptions: z.array(carries('base.face-person', z.string())),
  FaceIds: z.array(faceId),
  CreationTimestamp: integer(),
});

const shownIn =
  (group: string) =>
  (person: Person): z.output<typeof personInfo> => ({
    PersonName: person.name,
    PersonId: person.personId,
    Gender: person.gender,
    PersonExDescriptions: [...(person.groups.find(({ groupId }) => groupId === group)?.descriptions ?? [])],
    FaceIds: faceIdsOf(person),
    CreationTimestamp: person.createdAt,
  });

/** The people of a group, oldest first. */
export const GetPersonList = action({
  name: 'GetPersonList',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ GroupId: groupId, ...paging }),
  output: z.object({
    PersonInfos: z.array(personInfo),
    PersonNum: integer(),
    FaceNum: integer(),
    FaceModelVersion: modelVersion,
  }),
  async run(request, { appId, people }) {
    const page = pageAsked(request, MAX_LIMIT);
    const id = requireGroupId(request.GroupId);
    const [{ people: found, total }, { faces }] = await refusing(() =>
      Promise.all([people.people(appId, id, page), people.counts(appId, id)]),
    );
    requirePage(page, total);
    return { PersonInfos: found.map(shownIn(id)), PersonNum: total, FaceNum: faces, ...versionAnswer };
  },
});
