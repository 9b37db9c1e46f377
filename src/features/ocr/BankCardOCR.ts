import { z } from 'zod';
import type { BankCard } from '../../engine/structure/read-card.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

/** Checks without a detector that could be trusted. */
const UNSUPPORTED = [
  'RetBorderCutImage',
  'EnableCopyCheck',
  'EnableReshootCheck',
  'EnableBorderCheck',
  'EnableQualityValue',
] as const;

const EXPIRED = -9110;

const TYPE_NAMES = { debit: '借记卡', credit: '贷记卡' } as const;

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

/** Reads a payment card: its number, checked by its last digit, the scheme, and until when it is valid. */
export const BankCardOCR = action({
  name: 'BankCardOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.bank-card',
  rateLimit: 10,
  input: z.object({
    ImageBase64: read(z.string().optional()),
    ImageUrl: read(z.string().optional()),
    RetBorderCutImage: harmless(z.boolean().optional()),
    RetCardNoImage: harmless(z.boolean().optional()),
    EnableCopyCheck: harmless(z.boolean().optional()),
    EnableReshootCheck: harmless(z.boolean().optional()),
    EnableBorderCheck: harmless(z.boolean().optional()),
    EnableQualityValue: harmless(z.boolean().optional()),
  }),
  output: z.object({
    CardNo: read(z.string()),
    /** `MM/YYYY`. */
    ValidDate: read(z.string()).exactOptional(),
    CardType: read(z.string()).exactOptional(),
    /** The scheme: the bank cannot be told from the number without its register. */
    CardName: read(z.string()),
    CardNoImage: read(z.string()).exactOptional(),
    WarningCode: harmless(z.array(z.number().int())),
  }),
  async run(input, context) {
    for (const parameter of UNSUPPORTED)
      if (input[parameter]) throw new ApiError('UnsupportedOperation', { parameter });
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const options = { numberImage: input.RetCardNoImage ?? false };
    const result = await recognise(ocrEngineCodes, () => context.engine.readBankCard({ image, options }));
    context.addSteps(result.steps);
    if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
    if (!result.card) throw new ApiError('FailedOperation.OcrFailed');
    const now = new Date(context.clock.now()).toISOString();
    return toAnswer(result.card, now.slice(0, 'YYYY-MM'.length));
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});

const toAnswer = ({ number, scheme, validUntil, type, numberImage }: BankCard, month: string) => ({
  CardNo: number,
  ...(validUntil !== undefined && { ValidDate: `${validUntil.slice(5)}/${validUntil.slice(0, 4)}` }),
  ...(type && { CardType: TYPE_NAMES[type] }),
  CardName: scheme,
  ...(numberImage && { CardNoImage: Buffer.from(numberImage).toString('base64') }),
  WarningCode: validUntil !== undefined && validUntil < month ? [EXPIRED] : [],
});
