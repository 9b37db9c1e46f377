import { z } from 'zod';
import type { FaceOptions, FaceResult, Point } from '../../engine/types.ts';
import type { ActionContext } from '../action.ts';
import { carries } from '../personal-data.ts';
import { faceModelVersion, imageFields, requireModelVersion, switchField } from './fields.ts';
import { findFaces, SMALLEST_FACE } from './find-faces.ts';

/** The outline of a face is a measure of the person: it is withheld from logs. */
const coordinate = () => carries('face.features', z.number().int());
const outline = () => z.array(z.object({ X: coordinate(), Y: coordinate() }));

type Outline = z.output<ReturnType<typeof outline>>;

/** Names that the API has for the parts of a face, and the engine's. */
type Parts<N extends string, P extends string> = Readonly<Record<N, P>>;

const byName = <N extends string, P extends string, V>(
  parts: Parts<N, P>,
  valueOf: (part: P) => V,
): Record<N, V> =>
  Object.fromEntries(Object.entries<P>(parts).map(([name, part]) => [name, valueOf(part)])) as Record<N, V>;

/** Fields of the outlines of parts. */
export const outlineFields = <N extends string>(parts: Parts<N, string>) => byName(parts, outline);

/** Outlines in whole pixels, under the API's names. */
export const wholeOutlines = <N extends string, P extends string>(
  parts: Parts<N, P>,
  points: Readonly<Record<P, readonly Point[]>>,
): Record<N, Outline> =>
  byName(parts, (part) => points[part].map(({ x, y }) => ({ X: Math.round(x), Y: Math.round(y) })));

/** What is asked of an action that gives outlines. */
export const outlineInput = {
  Mode: switchField(),
  ...imageFields,
  FaceModelVersion: faceModelVersion,
  NeedRotateDetection: switchField(),
};

/** The faces whose outlines are asked for: so many at most (`Mode` 0), or the largest (1). */
export function findOutlined(
  input: z.output<z.ZodObject<typeof outlineInput>>,
  options: Pick<FaceOptions, 'maxFaces' | 'pupils' | 'dense'>,
  context: ActionContext,
): Promise<FaceResult> {
  requireModelVersion(input.FaceModelVersion);
  return findFaces(
    { base64: input.Image, url: input.Url },
    {
      ...options,
      maxFaces: input.Mode === 1 ? 1 : options.maxFaces,
      minFaceSize: SMALLEST_FACE,
      rotate: input.NeedRotateDetection === 1,
    },
    context,
  );
}
