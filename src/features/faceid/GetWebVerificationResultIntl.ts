import { z } from 'zod';
import type { Verification } from '../../registry/verifications/verification.ts';
import { action, type ActionContext } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { cardAnswer, cardInfo } from './card-answer.ts';
import { shortLived } from './liveness-compare.ts';
import { ownVerification } from './open-verification.ts';
import { partsOf, resultOf } from './result-numbers.ts';

const detail = z.object({
  ErrorCode: harmless(z.number().int()),
  ErrorMsg: harmless(z.string()),
  LivenessErrorCode: harmless(z.number().int()),
  LivenessErrorMsg: harmless(z.string()),
  CompareErrorCode: harmless(z.number().int().exactOptional()),
  CompareErrorMsg: harmless(z.string().exactOptional()),
  ReqTimestamp: harmless(z.number().int()),
  Similarity: shortLived(z.number().exactOptional()),
  Seq: harmless(z.string()),
});

const ocrResult = z.object({
  IsPass: harmless(z.boolean()),
  CardImageBase64: shortLived(z.string().exactOptional()),
  CardInfo: cardInfo,
  NormalCardInfo: cardInfo,
  RequestId: harmless(z.string().exactOptional()),
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const detailsOf = ({ face }: Verification): z.output<typeof detail>[] =>
  face.attempts.map((attempt) => {
    const { whole, liveness, comparison } = partsOf(attempt);
    return {
      ErrorCode: whole.number,
      ErrorMsg: whole.message,
      LivenessErrorCode: liveness.number,
      LivenessErrorMsg: liveness.message,
      ...(comparison ? { CompareErrorCode: comparison.number, CompareErrorMsg: comparison.message } : {}),
      ReqTimestamp: attempt.at,
      ...(attempt.similarity === null ? {} : { Similarity: attempt.similarity }),
      Seq: attempt.requestId,
    };
  });

async function readingsOf(
  { token, settings, document }: Verification,
  { verifications, appId }: ActionContext,
): Promise<z.output<typeof ocrResult>[]> {
  if (settings.cardType === null || document.tries === 0) return [];
  const image = await verifications.file(token, appId, 'document');
  return [
    {
      IsPass: document.passed,
      ...(image ? { CardImageBase64: base64(image) } : {}),
      ...cardAnswer(settings.cardType, document),
      ...(document.requestId === null ? {} : { RequestId: document.requestId }),
    },
  ];
}

/** What came of a verification on the hosted page. */
export const GetWebVerificationResultIntl = action({
  name: 'GetWebVerificationResultIntl',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ BizToken: shortLived(z.string()) }),
  output: z.object({
    ErrorCode: harmless(z.number().int()),
    ErrorMsg: harmless(z.string()),
    VerificationDetailList: z.array(detail),
    BestFrameBase64: shortLived(z.string().exactOptional()),
    OCRResult: z.array(ocrResult).exactOptional(),
    Extra: shortLived(z.string().exactOptional()),
  }),
  async run({ BizToken }, context) {
    const verification = await ownVerification(BizToken, 'web', context);
    const { number, message } = resultOf(verification);
    const bestFrame = await context.verifications.file(BizToken, context.appId, 'best-frame');
    const readings = await readingsOf(verification, context);
    const { extra } = verification.settings;
    return {
      ErrorCode: number,
      ErrorMsg: message,
      VerificationDetailList: detailsOf(verification),
      ...(bestFrame ? { BestFrameBase64: base64(bestFrame) } : {}),
      ...(readings.length > 0 ? { OCRResult: readings } : {}),
      ...(extra === null ? {} : { Extra: extra }),
    };
  },
});
