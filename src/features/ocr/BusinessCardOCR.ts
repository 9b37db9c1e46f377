import { z } from 'zod';
import type { CardFieldKind } from '../../engine/business-card/types.ts';
import { action } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { carries, harmless } from '../personal-data.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';
import { signedAngle, uprightBox } from './text-detection.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);

/** What the API calls each kind of field. */
const CARD_FIELD_NAMES: Readonly<Record<CardFieldKind, string>> = {
  name: '姓名',
  'english-name': '英文姓名',
  company: '公司',
  'english-company': '英文公司',
  title: '职位',
  'english-title': '英文职位',
  department: '部门',
  'english-department': '英文部门',
  address: '地址',
  'english-address': '英文地址',
  mobile: '手机',
  phone: '电话',
  fax: '传真',
  email: '邮箱',
  web: '网址',
  postcode: '邮编',
  qq: 'QQ',
  wechat: '微信',
  weibo: '微博',
  msn: 'MSN',
  account: '公司账号',
  note: '其他',
};

const config = z.strictObject({ RetImageType: z.enum(['', 'PROPROCESS']).optional() });

/** Whether `Config` asks for the card cut out and turned upright. @throws ApiError when it is no JSON, or asks for something else */
function asksImage(text: string | undefined): boolean {
  if (text === undefined || text === '') return false;
  try {
    return config.parse(JSON.parse(text)).RetImageType === 'PROPROCESS';
  } catch {
    throw new ApiError('InvalidParameter.ConfigFormatError');
  }
}

/** Reads a business card in Chinese or English. */
export const BusinessCardOCR = action({
  name: 'BusinessCardOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.structure',
  rateLimit: 10,
  input: z.object({
    ImageBase64: read(z.string().optional()),
    ImageUrl: read(z.string().optional()),
    Config: harmless(z.string().optional()),
  }),
  output: z.object({
    BusinessCardInfos: read(
      z.array(
        z.object({
          Name: z.string(),
          Value: z.string(),
          /** In the picture turned upright. */
          ItemCoord: z.object({
            X: z.number().int(),
            Y: z.number().int(),
            Width: z.number().int(),
            Height: z.number().int(),
          }),
        }),
      ),
    ),
    /** JPEG; empty unless it is asked for. */
    RetImageBase64: read(z.string()),
    Angle: harmless(z.number()),
  }),
  async run(input, context) {
    const withImage = asksImage(input.Config);
    const source = { base64: input.ImageBase64, url: input.ImageUrl };
    const image = await inputBytes(source, MAX_ENCODED_BYTES, ocrInputCodes, context);
    const result = await recognise(ocrEngineCodes, () => context.engine.readBusinessCard({ image }));
    context.addSteps(result.steps);
    if (!result.hasText) throw new ApiError('FailedOperation.ImageNoText');
    if (result.fields.length === 0) throw new ApiError('FailedOperation.ImageNoBusinessCard');
    let picture = '';
    if (withImage) {
      const options = { treatment: 'none', crop: true, upright: true, format: 'jpeg' } as const;
      const improved = await recognise(ocrEngineCodes, () => context.engine.improveImage({ image, options }));
      context.addSteps(improved.steps);
      picture = improved.image ? Buffer.from(improved.image).toString('base64') : '';
    }
    return {
      BusinessCardInfos: result.fields.map(({ kind, text, quad }) => ({
        Name: CARD_FIELD_NAMES[kind],
        Value: text,
        ItemCoord: uprightBox(quad, result),
      })),
      RetImageBase64: picture,
      Angle: signedAngle(result.angle),
    };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
