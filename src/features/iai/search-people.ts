import { z } from 'zod';
import { distanceOfScore, templateScore } from '../../engine/face/score.ts';
import type { DetectedFace } from '../../engine/types.ts';
import type { FaceHit } from '../../registry/people/types.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { faceMaker } from './face-templates.ts';
import { imageFields, qualityControl, requireQualityControl, switchField } from './fields.ts';
import { findFaces, SMALLEST_FACE } from './find-faces.ts';
import { matchThreshold, requireThreshold } from './match-threshold.ts';
import { requireGroupId } from './names.ts';
import { groupId } from './people-fields.ts';
import { MATCH_SCORE, SCORE_FLOOR } from './probe-budget.ts';
import { meetsQuality } from './quality-control.ts';

/** Faces of a picture that are looked for. */
const MAX_FACES = 10;
/** Faces of a person: as many of them may be nearer than the next person's. */
const FACES_OF_A_PERSON = 5;

export const searchFields = {
  GroupIds: z.array(groupId),
  ...imageFields,
  MaxFaceNum: harmless(z.number().int().min(1).optional()),
  MinFaceSize: harmless(z.number().int().min(1).optional()),
  NeedPersonInfo: harmless(z.number().int().optional()),
  QualityControl: qualityControl,
  FaceMatchThreshold: matchThreshold,
  NeedRotateDetection: switchField(),
};

type Search = z.output<z.ZodObject<typeof searchFields>>;

export interface SearchLimits {
  readonly maxGroups: number;
  /** People of each face, and where the request's number ends. */
  readonly persons: number;
  readonly maxPersons: number;
}

/** Somebody who was found, by the face that is most like the one that was looked for. */
export interface FoundPerson {
  readonly personId: string;
  readonly faceId: string;
  /** From the floor to 100. */
  readonly score: number;
}

export interface SearchedFace {
  readonly face: DetectedFace;
  /** Null: the face is not good enough to be looked for. Most alike first, by group. */
  readonly found: ReadonlyMap<string, readonly FoundPerson[]> | null;
}

export interface Searched {
  readonly groups: readonly string[];
  readonly faces: readonly SearchedFace[];
  /** Of the groups; none when no face was good enough. */
  readonly counts: { readonly people: number; readonly faces: number };
}

function requireGroups(ids: readonly string[], max: number): readonly string[] {
  if (ids.length === 0) throw new ApiError('MissingParameter.ErrorParameterEmpty');
  if (ids.length > max) throw new ApiError('InvalidParameterValue.GroupIdsExceed', { limit: max });
  return [...new Set(ids.map(requireGroupId))];
}

async function countsOf(groups: readonly string[], { appId, people }: ActionContext) {
  const each = await Promise.all(groups.map((group) => people.counts(appId, group)));
  const sum = (key: 'people' | 'faces') => each.reduce((total, counts) => total + counts[key], 0);
  return { people: sum('people'), faces: sum('faces') };
}

/** The nearest face of each person, nearest first. */
export function bestOfEach(hits: readonly FoundPerson[], persons: number): readonly FoundPerson[] {
  const best = new Map<string, FoundPerson>();
  for (const hit of [...hits].sort((p, q) => q.score - p.score))
    if (!best.has(hit.personId)) best.set(hit.personId, hit);
  return [...best.values()].slice(0, persons);
}

const toFound = ({ personId, faceId, distance }: FaceHit): FoundPerson => ({
  personId,
  faceId,
  score: Math.round(templateScore(distance) * 100) / 100,
});

interface Bounds {
  readonly groups: readonly string[];
  readonly persons: number;
  readonly threshold: number;
}

/** Who in each group is most like a face: below the floor nothing is said, not even who comes nearest. */
export async function nearestPeople(
  embedding: Float32Array,
  { groups, persons, threshold }: Bounds,
  { appId, people }: Pick<ActionContext, 'appId' | 'people'>,
): Promise<ReadonlyMap<string, readonly FoundPerson[]>> {
  const maxDistance = distanceOfScore(Math.max(threshold, SCORE_FLOOR));
  const limit = persons * FACES_OF_A_PERSON;
  const hits = await people.search(appId, groups, faceMaker(embedding), { limit, maxDistance });
  return new Map(groups.map((group) => [group, bestOfEach((hits.get(group) ?? []).map(toFound), persons)]));
}

/** A face in all groups. Looking for somebody who is nowhere is a probe of each of them, and bounded. */
async function searchFor(
  embedding: Float32Array,
  bounds: Bounds,
  context: ActionContext,
): Promise<ReadonlyMap<string, readonly FoundPerson[]>> {
  const { appId, probes } = context;
  await probes.takeProbe(appId, 'group', bounds.groups);
  const found = await nearestPeople(embedding, bounds, context);
  if ([...found.values()].flat().some(({ score }) => score >= MATCH_SCORE))
    await probes.probeMatched(appId, 'group', bounds.groups);
  return found;
}

/**
 * Looks for the faces of a picture in groups.
 * @throws ApiError as documented; PeopleRefusal when a group is not there
 */
export async function searchPeople(
  request: Search,
  { maxGroups, persons, maxPersons }: SearchLimits,
  context: ActionContext,
): Promise<Searched> {
  const groups = requireGroups(request.GroupIds, maxGroups);
  const maxFaces = request.MaxFaceNum ?? 1;
  if (maxFaces > MAX_FACES) throw new ApiError('FailedOperation.SearchFacesExceed', { limit: MAX_FACES });
  if (persons > maxPersons)
    throw new ApiError('InvalidParameterValue.SearchPersonsExceed', { limit: maxPersons });
  const threshold = requireThreshold(request.FaceMatchThreshold ?? 0);
  const control = requireQualityControl(request.QualityControl);
  const counts = await countsOf(groups, context);
  if (counts.faces === 0) throw new ApiError('InvalidParameterValue.NoFaceInGroups');
  const options = {
    maxFaces,
    minFaceSize: Math.max(SMALLEST_FACE, request.MinFaceSize ?? SMALLEST_FACE),
    embed: 'careful',
    rotate: request.NeedRotateDetection === 1,
    quality: control > 0,
  } as const;
  const result = await findFaces({ base64: request.Image, url: request.Url }, options, context);
  const faces = await Promise.all(
    result.faces.map(async (face): Promise<SearchedFace> => {
      const isFit = !face.quality || meetsQuality(face.quality, control);
      if (!isFit || !face.embedding) return { face, found: null };
      return { face, found: await searchFor(face.embedding, { groups, persons, threshold }, context) };
    }),
  );
  const isNoneFit = faces.every(({ found }) => found === null);
  return { groups, faces, counts: isNoneFit ? { people: 0, faces: 0 } : counts };
}
