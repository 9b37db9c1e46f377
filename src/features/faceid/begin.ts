import { z } from 'zod';
import { MINUTE_MS } from '../../lib/clock.ts';
import type {
  AskedMotion,
  PageLook,
  VerificationKind,
  VerificationSettings,
} from '../../registry/verifications/verification.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { decodeBase64 } from '../../lib/bytes.ts';
import { requireFacePhoto } from './photo.ts';

/** How long anything is taken under a token: of the web flow less than the two hours after which all of it is gone. */
const OPEN_MS: Readonly<Record<VerificationKind, number>> = {
  web: 115 * MINUTE_MS,
  sdk: 10 * MINUTE_MS,
  'face-id': 10 * MINUTE_MS,
  liveness: 10 * MINUTE_MS,
};

const MOTIONS: Readonly<Record<string, AskedMotion>> = {
  blink: 'blink',
  mouth: 'open-mouth',
  nod: 'nod',
  shake: 'shake',
};

/** Levels at which a person has to do something. */
const ACTION_LEVELS: readonly number[] = [2, 4, 5];

const unsupported = (parameter: string): ApiError => new ApiError('UnsupportedOperation', { parameter });
const illegal = (parameter: string): ApiError => new ApiError('InvalidParameterValue', { parameter });

/**
 * What a person may be asked to do: any of the motions that the caller lists; of all, when it lists none; nothing at a
 * level that asks for none.
 * @throws ApiError when a list is given at such a level, or is none
 */
export function motionsFor(level: number, actionList: string | undefined): readonly AskedMotion[] | null {
  if (actionList === undefined || actionList === '') return ACTION_LEVELS.includes(level) ? null : [];
  if (!ACTION_LEVELS.includes(level)) throw illegal('ActionList');
  const motions = actionList.split(',').map((name) => MOTIONS[name.trim()]);
  if (motions.length > 2 || motions.some((motion) => motion === undefined)) throw illegal('ActionList');
  return motions as AskedMotion[];
}

/**
 * The level of the SDK's flows: 1 to look, 2 to move. Levels with coloured light need what no measurement here bears out.
 * @throws ApiError `UnsupportedOperation` for 3 and 4
 */
export function levelOf(level: number | string | undefined, parameter: string): number {
  if (level === undefined || level === '') return 2;
  const number = Number(level);
  if (number === 3 || number === 4) throw unsupported(parameter);
  if (number !== 1 && number !== 2) throw illegal(parameter);
  return number;
}

/** @throws ApiError for another edition of the SDK than the basic one: they tell of the device, which nothing here sees */
export function requireBasic(sdkVersion: string | undefined): void {
  if (sdkVersion !== undefined && sdkVersion !== '' && sdkVersion !== 'BASIC')
    throw unsupported('SdkVersion');
}

export const USUAL_LOOK: PageLook = {
  language: 'en',
  themeColor: '#2d72f1',
  ...{ skipsStart: false, skipsConsent: false, skipsResult: false },
  redirectUrl: null,
};

/** The caller's photo, checked: a face that cannot be compared with would only be found out when the person is there. */
export async function comparePhoto(
  base64: string | undefined,
  parameter: string,
  maxBytes: number,
  context: ActionContext,
): Promise<Uint8Array> {
  if (base64 === undefined || base64 === '') throw new ApiError('MissingParameter', { parameter });
  if (base64.length > maxBytes) throw new ApiError('FailedOperation.LifePhotoSizeError');
  let image: Uint8Array;
  try {
    image = decodeBase64(base64, maxBytes);
  } catch {
    throw illegal(parameter);
  }
  await requireFacePhoto(image, context);
  return image;
}

/** The caller's words that are handed back. */
export const extraText = (most: number) => z.string().max(most).optional();

/** Makes a token. */
export function begin(
  kind: VerificationKind,
  settings: Pick<VerificationSettings, 'cardType' | 'face' | 'motions' | 'attempts' | 'timeoutS' | 'page'> & {
    readonly extra: string | undefined;
  },
  compareImage: Uint8Array | null,
  context: ActionContext,
): Promise<string> {
  const { appId, uin, subUin, region, jurisdiction, accountJurisdiction } = context;
  const owner = { appId, uin, subUin, region, jurisdiction, accountJurisdiction };
  const whole = { ...settings, kind, owner, extra: settings.extra ?? null };
  return context.verifications.open(whole, OPEN_MS[kind], compareImage);
}
