import { z } from 'zod';
import type { Person } from '../../registry/people/types.ts';
import type { ActionContext } from '../action.ts';
import { RET_CODES } from './enrolled-images.ts';
import { faceRect, integer, number, toFaceRect } from './fields.ts';
import {
  faceId,
  gender,
  groupId,
  personGroupInfo,
  personId,
  personName,
  shownMemberships,
} from './people-fields.ts';
import { isRefusal } from './people-refusals.ts';
import { bestOfEach, type FoundPerson, type Searched, type SearchedFace } from './search-people.ts';

const candidate = z.object({
  PersonId: personId,
  /** Of searches for faces. */
  FaceId: faceId.exactOptional(),
  Score: number(),
  PersonName: personName.exactOptional(),
  Gender: gender.exactOptional(),
  PersonGroupInfos: z.array(personGroupInfo).exactOptional(),
});

type Candidate = z.output<typeof candidate>;

const face = { FaceRect: faceRect, RetCode: integer() };

/** One face of the picture, and who it may be. */
export const result = z.object({ Candidates: z.array(candidate), ...face });

export const resultByGroup = z.object({
  GroupCandidates: z.array(z.object({ GroupId: groupId, Candidates: z.array(candidate) })),
  ...face,
});

/** What of each candidate is shown. */
export interface Shown {
  readonly faceIds: boolean;
  readonly personInfo: boolean;
}

/** Shows candidates; a person who went since is left out. */
export function candidateTable({ faceIds, personInfo }: Shown, { appId, people }: ActionContext) {
  const known = new Map<string, Promise<Person | null>>();
  const personOf = (id: string): Promise<Person | null> => {
    const person =
      known.get(id) ??
      people.person(appId, id).catch((error: unknown) => {
        if (isRefusal(error)) return null;
        throw error;
      });
    known.set(id, person);
    return person;
  };
  const shown = async (found: FoundPerson): Promise<readonly Candidate[]> => {
    const base = {
      PersonId: found.personId,
      ...(faceIds ? { FaceId: found.faceId } : {}),
      Score: found.score,
    };
    if (!personInfo) return [base];
    const person = await personOf(found.personId);
    if (!person) return [];
    const { name, gender, groups } = person;
    return [{ ...base, PersonName: name, Gender: gender, PersonGroupInfos: shownMemberships(groups) }];
  };
  return async (found: readonly FoundPerson[]): Promise<Candidate[]> =>
    (await Promise.all(found.map(shown))).flat();
}

type Show = ReturnType<typeof candidateTable>;

/** Of all groups together, the most alike `persons`. */
export const toResults = (
  { faces }: Searched,
  persons: number,
  show: Show,
): Promise<z.output<typeof result>[]> =>
  Promise.all(
    faces.map(async ({ face, found }) => {
      const Candidates = await show(bestOfEach([...(found?.values() ?? [])].flat(), persons));
      const retCode = Candidates.length > 0 ? RET_CODES.done : RET_CODES.tooDifferent;
      return { Candidates, FaceRect: toFaceRect(face), RetCode: found ? retCode : RET_CODES.quality };
    }),
  );

const groupsOf = ({ found }: SearchedFace, groups: readonly string[], show: Show) =>
  Promise.all(
    (found ? groups : []).map(async (group) => ({
      GroupId: group,
      Candidates: await show(found?.get(group) ?? []),
    })),
  );

export const toResultsByGroup = (
  { faces, groups }: Searched,
  show: Show,
): Promise<z.output<typeof resultByGroup>[]> =>
  Promise.all(
    faces.map(async (one) => ({
      GroupCandidates: await groupsOf(one, groups, show),
      FaceRect: toFaceRect(one.face),
      RetCode: one.found ? RET_CODES.done : RET_CODES.quality,
    })),
  );
