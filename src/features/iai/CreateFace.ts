import { z } from 'zod';
import { action, type ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';
import { enrolledFaces, NO_PLACE, RET_CODES, type Enrolled } from './enrolled-images.ts';
import { bestScore } from './face-templates.ts';
import {
  faceRect,
  integer,
  PEOPLE_RATE,
  qualityControl,
  requireQualityControl,
  switchField,
  toFaceRect,
} from './fields.ts';
import { matchThreshold, requireThreshold } from './match-threshold.ts';
import { requirePersonId } from './names.ts';
import { faceId, modelVersion, personId, versionAnswer } from './people-fields.ts';
import { refusing } from './people-refusals.ts';
import { MATCH_SCORE } from './probe-budget.ts';

/** Pictures of one call: a person has one face already, and five at most. */
const MAX_IMAGES = 4;
const MAX_FACES = 5;
const DEFAULT_THRESHOLD = 60;

const input = z.object({
  PersonId: personId,
  Images: z.array(carries('face.images', z.string())).optional(),
  Urls: z.array(carries('face.images', z.string())).optional(),
  FaceMatchThreshold: matchThreshold,
  QualityControl: qualityControl,
  NeedRotateDetection: switchField(),
});

function sourcesOf({ Images = [], Urls = [] }: z.output<typeof input>) {
  const sources = Urls.length > 0 ? Urls.map((url) => ({ url })) : Images.map((base64) => ({ base64 }));
  if (sources.length === 0) throw new ApiError('InvalidParameterValue.ImageEmpty');
  if (sources.length > MAX_IMAGES)
    throw new ApiError('InvalidParameterValue.UploadFaceNumExceed', { limit: MAX_IMAGES });
  return sources;
}

/** Faces too different from those that the person has are set aside. A try that is no match is a probe of the person. */
async function alike(
  found: readonly Enrolled[],
  { person, threshold }: { readonly person: string; readonly threshold: number },
  { appId, people, probes }: ActionContext,
): Promise<readonly Enrolled[]> {
  if (threshold === 0) return found;
  const kept = await people.facesOf(appId, person);
  const judged: Enrolled[] = [];
  for (const face of found) {
    if ('retCode' in face) {
      judged.push(face);
      continue;
    }
    await probes.takeProbe(appId, 'person', [person]);
    const score = bestScore(face.maker, kept);
    if (score >= MATCH_SCORE) await probes.probeMatched(appId, 'person', [person]);
    judged.push(score >= threshold ? face : { retCode: RET_CODES.tooDifferent });
  }
  return judged;
}

/** Gives a person more faces, in all groups that the person is in. */
export const CreateFace = action({
  name: 'CreateFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.group-management',
  rateLimit: PEOPLE_RATE,
  input,
  output: z.object({
    SucFaceNum: integer(),
    SucFaceIds: z.array(faceId),
    RetCode: z.array(integer()),
    SucIndexes: z.array(integer()),
    SucFaceRects: z.array(faceRect),
    FaceModelVersion: modelVersion,
  }),
  isBilled: ({ SucFaceNum }) => SucFaceNum > 0,
  async run(request, context) {
    const person = requirePersonId(request.PersonId);
    const threshold = requireThreshold(request.FaceMatchThreshold ?? DEFAULT_THRESHOLD);
    const control = requireQualityControl(request.QualityControl);
    const sources = sourcesOf(request);
    const { appId, people } = context;
    return refusing(async () => {
      const { faces } = await people.person(appId, person);
      if (faces.length + sources.length > MAX_FACES)
        throw new ApiError('InvalidParameterValue.PersonFaceNumExceed', { limit: MAX_FACES });
      const look = { control, rotate: request.NeedRotateDetection === 1 };
      const found = await alike(await enrolledFaces(sources, look, context), { person, threshold }, context);
      const fit = found.flatMap((face, index) => ('retCode' in face ? [] : [{ ...face, index }]));
      const ids = await people.addFaces(
        appId,
        person,
        fit.map(({ maker }) => maker),
      );
      const added = fit.flatMap((face, i) => {
        const faceId = ids[i];
        return typeof faceId === 'string' ? [{ ...face, faceId }] : [];
      });
      const retCodeOf = (face: Enrolled, index: number): number => {
        if ('retCode' in face) return face.retCode;
        return added.some((one) => one.index === index) ? RET_CODES.done : NO_PLACE;
      };
      return {
        SucFaceNum: added.length,
        SucFaceIds: added.map(({ faceId }) => faceId),
        RetCode: found.map(retCodeOf),
        SucIndexes: added.map(({ index }) => index),
        SucFaceRects: added.map(({ box }) => toFaceRect(box)),
        ...versionAnswer,
      };
    });
  },
});
