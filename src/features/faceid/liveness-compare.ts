import { z } from 'zod';
import type { Motion } from '../../engine/liveness/types.ts';
import type { ActionContext } from '../action.ts';
import { errorMessage } from '../error-messages/message.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { MAX_PHOTO_BYTES, MAX_VIDEO_BYTES, NOT_ALIKE, photoCodes, SUCCESS, videoCodes } from './codes.ts';
import { judgeCapture, type Judgement } from './judge.ts';
import { facePhoto } from './photo.ts';

/** Something that is kept for two hours at the longest. */
export const shortLived = <S extends z.ZodType>(schema: S): S =>
  carries('ekyc.images-videos-results', schema);

const MOTIONS: Readonly<Record<string, Motion>> = {
  '1': 'open-mouth',
  '2': 'blink',
  '3': 'nod',
  '4': 'shake',
};

/**
 * What has to be seen in the video.
 * @throws ApiError `UnsupportedOperation` for `LIP`: nothing here hears whether lips say what is heard
 */
export function motionsOf(type: string, validateData: string | undefined): readonly Motion[] {
  if (type === 'LIP') throw new ApiError('UnsupportedOperation', { parameter: 'LivenessType' });
  if (type !== 'SILENT' && type !== 'ACTION')
    throw new ApiError('InvalidParameterValue', { parameter: 'LivenessType' });
  const given = (validateData ?? '').trim();
  const illegal = new ApiError('InvalidParameterValue', { parameter: 'ValidateData' });
  if (type === 'SILENT') {
    if (given !== '') throw illegal;
    return [];
  }
  const motions = given.split(',').map((number) => MOTIONS[number.trim()]);
  if (motions.length > 2 || motions.some((motion) => motion === undefined)) throw illegal;
  return motions as Motion[];
}

export const compareOutput = {
  Result: harmless(z.string()),
  Description: harmless(z.string()),
  Sim: shortLived(z.number().exactOptional()),
  BestFrameBase64: shortLived(z.string().exactOptional()),
};

interface Source {
  readonly base64?: string | undefined;
  readonly url?: string | undefined;
}

/** Whether a video shows a live person, and the one of a photo. @throws ApiError when either cannot be read */
export async function compareLiveness(
  photo: Source,
  video: Source,
  motions: readonly Motion[],
  context: ActionContext,
): Promise<Judgement> {
  const image = await inputBytes(photo, MAX_PHOTO_BYTES, photoCodes, context);
  const content = await inputBytes(video, MAX_VIDEO_BYTES, videoCodes, context);
  const portrait = await facePhoto(image, context);
  if (portrait.problem !== null)
    return { result: portrait.problem, livenessProblem: null, similarity: null, bestFrame: null };
  return judgeCapture({ kind: 'video', video: content }, motions, portrait.embedding, context);
}

/** As the API answers it: the best frame of a success, the similarity where there was a comparison. */
export const toAnswer = ({ result, similarity, bestFrame }: Judgement) => ({
  Result: result,
  Description: result === SUCCESS ? SUCCESS : errorMessage(new ApiError(result), 'en-US'),
  ...(similarity === null ? {} : { Sim: similarity }),
  ...(result === SUCCESS && bestFrame !== null
    ? { BestFrameBase64: Buffer.from(bestFrame).toString('base64') }
    : {}),
});

/** There was a verdict on who it is. */
export const isVerdict = (result: string): boolean => result === SUCCESS || result === NOT_ALIKE;
