import { z } from 'zod';
import type { PageLook } from '../../registry/verifications/verification.ts';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { begin, comparePhoto, extraText, motionsFor, USUAL_LOOK } from './begin.ts';
import { cardTypes } from './card-types.ts';
import { shortLived } from './liveness-compare.ts';

/** Base64 text of the photo. */
const MAX_PHOTO_BYTES = 8 * 1024 * 1024;

/** What is checked, by `CheckMode`. */
const MODES = {
  1: { document: true, face: 'like-document' },
  2: { document: false, face: 'like-image' },
  3: { document: false, face: 'live' },
  4: { document: true, face: 'none' },
} as const;

/** Levels with coloured light, and what the API downgrades them to. */
const WITHOUT_LIGHT: Readonly<Record<number, number>> = { 3: 1, 4: 2, 5: 2 };
const DOWNGRADES = 1;

const LANGUAGES: Readonly<Record<string, PageLook['language']>> = { en: 'en', 'zh-cn': 'zh-cn' };
const COLOUR = /^#[0-9a-f]{6}$/i;

const flag = () => harmless(z.boolean().optional());
const whole = (least: number, most: number) => harmless(z.number().int().min(least).max(most).optional());

const config = z.object({
  AutoSkipStartPage: flag(),
  AutoSkip: flag(),
  CheckMode: harmless(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional()),
  IDCardType: harmless(z.string().max(50).optional()),
  DisableCheckOcrWarnings: flag(),
  SecurityLevel: whole(1, 5),
  SkipPrivacyPolicy: flag(),
  IdCardCutReturn: flag(),
  ThemeColor: harmless(z.string().max(20).optional()),
  Language: harmless(z.string().max(10).optional()),
  AutoDowngrade: whole(1, 2),
  ActionList: harmless(z.string().max(50).optional()),
  LivenessRetryLimit: whole(1, 99),
  LivenessTimeout: whole(1, 600),
  SelectedWarningCodes: harmless(z.string().max(200).optional()),
  AllowExpiredDocument: flag(),
});

type Settings = z.output<typeof config>;

const unsupported = (parameter: string): ApiError => new ApiError('UnsupportedOperation', { parameter });

/** @throws ApiError for a level with light that may not be downgraded: no measurement here bears such a check out */
function levelOf({ SecurityLevel = 3, AutoDowngrade = DOWNGRADES }: Settings): number {
  const without = WITHOUT_LIGHT[SecurityLevel];
  if (without !== undefined && AutoDowngrade !== DOWNGRADES) throw unsupported('Config.SecurityLevel');
  return without ?? SecurityLevel;
}

/** What the person may have to do: a list of motions counts where the level as asked for has motions. */
const motionsAsked = (settings: Settings) =>
  settings.ActionList && (settings.SecurityLevel ?? 3) === 3
    ? motionsFor(3, settings.ActionList)
    : motionsFor(levelOf(settings), settings.ActionList);

function redirectOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '')
    throw new ApiError('InvalidParameterValue', { parameter: 'RedirectURL' });
  return parsed.href;
}

/** @throws ApiError for what the page cannot do */
function lookOf(settings: Settings, redirectUrl: string | undefined): PageLook {
  const { Language = 'en', ThemeColor } = settings;
  const language = LANGUAGES[Language];
  if (language === undefined) throw unsupported('Config.Language');
  return {
    language,
    // As documented: a colour that is none is the usual one.
    themeColor: ThemeColor && COLOUR.test(ThemeColor) ? ThemeColor : USUAL_LOOK.themeColor,
    skipsStart: settings.AutoSkipStartPage === true,
    skipsConsent: settings.SkipPrivacyPolicy === true,
    skipsResult: settings.AutoSkip === true,
    redirectUrl: redirectUrl ? redirectOf(redirectUrl) : null,
  };
}

/** Begins a verification on the hosted page, and tells its address. */
export const ApplyWebVerificationBizTokenIntl = action({
  name: 'ApplyWebVerificationBizTokenIntl',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    RedirectURL: shortLived(z.string().max(2048).optional()),
    CompareImageBase64: shortLived(z.string().optional()),
    Extra: shortLived(extraText(1000)),
    RuleId: harmless(z.string().max(100).optional()),
    Config: config.optional(),
  }),
  output: z.object({
    BizToken: shortLived(z.string()),
    VerificationURL: shortLived(z.string()),
    /** The API has the same under both names. */
    VerificationUrl: shortLived(z.string()),
  }),
  async run(input, context) {
    // Business processes are made in a console that is not here.
    if (input.RuleId) throw new ApiError('InvalidParameter.RuleId');
    const settings: Settings = input.Config ?? {};
    if (settings.IdCardCutReturn === true) throw unsupported('Config.IdCardCutReturn');
    if (settings.SelectedWarningCodes) throw unsupported('Config.SelectedWarningCodes');
    if (settings.AllowExpiredDocument === false) throw unsupported('Config.AllowExpiredDocument');
    const { document, face } = MODES[settings.CheckMode ?? 2];
    const type = settings.IDCardType ?? 'HKIDCard';
    if (document && !Object.hasOwn(cardTypes, type)) throw unsupported('Config.IDCardType');
    const motions = motionsAsked(settings);
    const page = lookOf(settings, input.RedirectURL);
    const image =
      face === 'like-image'
        ? await comparePhoto(input.CompareImageBase64, 'CompareImageBase64', MAX_PHOTO_BYTES, context)
        : null;
    const { LivenessRetryLimit: attempts = 99, LivenessTimeout: timeoutS = 45 } = settings;
    const flow = { cardType: document ? type : null, face, motions, attempts, timeoutS, page };
    const BizToken = await begin('web', { ...flow, extra: input.Extra }, image, context);
    const VerificationURL = `${context.publicUrl}/verification/${BizToken}`;
    return { BizToken, VerificationURL, VerificationUrl: VerificationURL };
  },
});
