import { z } from 'zod';
import type { FaceMaker } from '../../registry/people/types.ts';
import type { ActionContext } from '../action.ts';
import { harmless } from '../personal-data.ts';
import type { ComparableFace } from './face-templates.ts';
import { imageFields, number, qualityControl, requireQualityControl, switchField } from './fields.ts';
import { requirePersonId } from './names.ts';
import { oneFace } from './one-face.ts';
import { modelVersion, personId, versionAnswer } from './people-fields.ts';
import { refusing } from './people-refusals.ts';
import { answeredScore, MATCH_SCORE } from './probe-budget.ts';

export const verificationInput = z.object({
  PersonId: personId,
  ...imageFields,
  QualityControl: qualityControl,
  NeedRotateDetection: switchField(),
});

export const verificationOutput = z.object({
  /** 0 for every score below the floor. */
  Score: number(),
  IsMatch: harmless(z.boolean()),
  FaceModelVersion: modelVersion,
});

/** Whether the largest face of a picture is a person's. Tries that are no match are bounded. */
export function verify(
  request: z.output<typeof verificationInput>,
  scoreOf: (face: FaceMaker, kept: readonly ComparableFace[]) => number,
  context: ActionContext,
): Promise<z.output<typeof verificationOutput>> {
  const person = requirePersonId(request.PersonId);
  const control = requireQualityControl(request.QualityControl);
  const { appId, people, probes } = context;
  return refusing(async () => {
    await people.person(appId, person);
    const look = { control, rotate: request.NeedRotateDetection === 1 };
    const { maker } = await oneFace({ base64: request.Image, url: request.Url }, look, context);
    const kept = await people.facesOf(appId, person);
    await probes.takeProbe(appId, 'person', [person]);
    const score = scoreOf(maker, kept);
    const isMatch = score >= MATCH_SCORE;
    if (isMatch) await probes.probeMatched(appId, 'person', [person]);
    return {
      Score: Math.round(answeredScore(score) * 100) / 100,
      IsMatch: isMatch,
      ...versionAnswer,
    };
  });
}
