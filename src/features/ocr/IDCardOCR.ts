import { z } from 'zod';
import { findDates } from '../../engine/documents/dates.ts';
import type { ActionContext } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { chineseIdFields, cutCard, sideAsked } from './chinese-id-action.ts';
import { documentAction, flag, printed } from './document-action.ts';
import type { DocumentRead } from './read-sides.ts';
import { cnId } from './templates/cn-id.ts';

/**
 * What `Config` may ask for. What no detector here tells honestly is refused, not left unanswered: incomplete borders,
 * pictures of screens and of forged cards, temporary cards, glare, the quality's score, both sides in one picture.
 */
const config = z.strictObject({
  CropIdCard: z.boolean().optional(),
  CropPortrait: z.boolean().optional(),
  InvalidDateWarn: z.boolean().optional(),
  /** Copies in black and white are told; copies in colour are not. */
  CopyWarn: z.boolean().optional(),
  ...Object.fromEntries(
    [
      ...['BorderCheckWarn', 'ReshootWarn', 'DetectPsWarn', 'TempIdWarn', 'Quality'],
      ...['MultiCardDetect', 'ReflectWarn'],
    ].map((name) => [name, z.boolean().optional()]),
  ),
});

type Config = z.output<typeof config>;

const HONOURED = ['CropIdCard', 'CropPortrait', 'InvalidDateWarn', 'CopyWarn'];

const INVALID_DATE = -9100;
const COPY = -9102;

/** @throws ApiError when it is no JSON of flags, or asks for what cannot be honoured */
function parseConfig(text: string | undefined): Config {
  if (text === undefined || text === '') return {};
  const parsed = config.safeParse(jsonOf(text));
  if (!parsed.success) throw new ApiError('InvalidParameter.ConfigFormatError');
  for (const [name, value] of Object.entries(parsed.data))
    if (value === true && !HONOURED.includes(name))
      throw new ApiError('UnsupportedOperation', { parameter: `Config.${name}` });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a card's validity has not begun, is over or ends before it begins; both ends count as days in China (UTC+8). */
export function isInvalidPeriod(validity: string, now: number): boolean {
  const [from, to] = findDates(validity, { date: 'ymd' });
  if (!from) return false;
  const at = ({ year, month, day }: typeof from, days = 0): number =>
    Date.UTC(year, month - 1, day + days) - 8 * 3_600_000;
  return at(from) > now || (to !== undefined && (at(to, 1) <= now || at(to) <= at(from)));
}

/** What was asked for beyond the fields, as the JSON text that the API gives; undefined when nothing was. */
async function advancedInfo(
  document: DocumentRead,
  asked: Config,
  context: ActionContext,
): Promise<string | undefined> {
  const [image] = document.images;
  const { validity } = document.fields;
  const isInvalid = validity && isInvalidPeriod(validity.text, context.clock.now());
  const warnings = [
    ...(asked.InvalidDateWarn && isInvalid ? [INVALID_DATE] : []),
    ...(document.greyCopy ? [COPY] : []),
  ];
  const info = {
    ...(asked.CropIdCard && image ? { IdCard: await cutCard(image, context) } : {}),
    ...(asked.CropPortrait && document.portrait
      ? { Portrait: Buffer.from(document.portrait).toString('base64') }
      : {}),
    ...(asked.InvalidDateWarn || asked.CopyWarn ? { WarnInfos: warnings } : {}),
  };
  return Object.keys(info).length > 0 ? JSON.stringify(info) : undefined;
}

/** Reads either side of an identity card of the mainland. */
export const IDCardOCR = documentAction({
  name: 'IDCardOCR',
  rateLimit: 20,
  templates: [cnId],
  notFound: 'FailedOperation.ImageNoIdCard',
  input: {
    CardSide: harmless(z.enum(['FRONT', 'BACK']).optional()),
    Config: z.string().optional(),
    EnableRecognitionRectify: flag(),
    EnableReflectDetail: flag(),
    /** Dates are always checked against the calendar. */
    EnableDateVerify: flag(),
    CardWarnType: harmless(z.enum(['Basic', 'Advanced']).optional()),
  },
  unsupported: ['EnableReflectDetail'],
  fields: chineseIdFields,
  output: { AdvancedInfo: printed() },
  options: ({ CardSide, Config, EnableRecognitionRectify, CardWarnType }) => {
    if (CardWarnType === 'Advanced')
      throw new ApiError('UnsupportedOperation', { parameter: 'CardWarnType' });
    const asked = parseConfig(Config);
    return {
      ...sideAsked(CardSide),
      rectify: EnableRecognitionRectify !== false,
      portrait: asked.CropPortrait === true,
      copyCheck: asked.CopyWarn === true,
    };
  },
  more: async (document, { Config }, context) => {
    const info = await advancedInfo(document, parseConfig(Config), context);
    return info === undefined ? {} : { AdvancedInfo: info };
  },
});
