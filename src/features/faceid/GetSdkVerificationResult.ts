import { z } from 'zod';
import type { Verification } from '../../registry/verifications/verification.ts';
import { action, type ActionContext } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { cardAnswer, cardInfo } from './card-answer.ts';
import { fileInfo, fileLink } from './file-link.ts';
import { isVerdict, shortLived } from './liveness-compare.ts';
import { ownVerification } from './open-verification.ts';
import { partsOf, resultOf } from './result-numbers.ts';

const cardResult = z.object({
  IsPass: harmless(z.boolean()),
  IsEdit: harmless(z.boolean()),
  CardImage: fileInfo.exactOptional(),
  RequestId: harmless(z.string().exactOptional()),
  CardInfo: cardInfo,
  NormalCardInfo: cardInfo,
});

const compareResult = z.object({
  ErrorCode: harmless(z.string()),
  ErrorMsg: harmless(z.string()),
  LiveErrorCode: harmless(z.string()),
  LiveErrorMsg: harmless(z.string()),
  BestFrame: fileInfo.exactOptional(),
  ProfileImage: fileInfo.exactOptional(),
  CompareErrorCode: harmless(z.string().exactOptional()),
  CompareErrorMsg: harmless(z.string().exactOptional()),
  Sim: shortLived(z.number().exactOptional()),
  IsNeedCharge: harmless(z.boolean()),
  RequestId: harmless(z.string()),
});

async function cardsOf(
  verification: Verification,
  context: ActionContext,
): Promise<z.output<typeof cardResult>[]> {
  const { settings, document } = verification;
  if (settings.cardType === null || document.tries === 0) return [];
  const image = await fileLink(verification, 'document', context);
  return [
    {
      IsPass: document.passed,
      IsEdit: false,
      ...(image ? { CardImage: image } : {}),
      ...(document.requestId === null ? {} : { RequestId: document.requestId }),
      ...cardAnswer(settings.cardType, document),
    },
  ];
}

/** One for every face that was sent; pictures are there of the last. */
async function facesOf(
  verification: Verification,
  context: ActionContext,
): Promise<z.output<typeof compareResult>[]> {
  const { attempts } = verification.face;
  const bestFrame = await fileLink(verification, 'best-frame', context);
  const portrait = await fileLink(verification, 'portrait', context);
  return attempts.map((attempt, i) => {
    const { whole, liveness, comparison } = partsOf(attempt);
    const isLast = i === attempts.length - 1;
    return {
      ErrorCode: String(whole.number),
      ErrorMsg: whole.message,
      LiveErrorCode: String(liveness.number),
      LiveErrorMsg: liveness.message,
      ...(comparison
        ? { CompareErrorCode: String(comparison.number), CompareErrorMsg: comparison.message }
        : {}),
      ...(attempt.similarity === null ? {} : { Sim: attempt.similarity }),
      ...(isLast && bestFrame ? { BestFrame: bestFrame } : {}),
      ...(isLast && portrait ? { ProfileImage: portrait } : {}),
      IsNeedCharge: isVerdict(attempt.result),
      RequestId: attempt.requestId,
    };
  });
}

/** What came of a verification that ApplySdkVerificationToken began. */
export const GetSdkVerificationResult = action({
  name: 'GetSdkVerificationResult',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ SdkToken: shortLived(z.string()) }),
  output: z.object({
    Result: harmless(z.string()),
    Description: harmless(z.string()),
    ChargeCount: harmless(z.number()),
    CardVerifyResults: z.array(cardResult),
    CompareResults: z.array(compareResult),
    Extra: shortLived(z.string().exactOptional()),
  }),
  async run({ SdkToken }, context) {
    const verification = await ownVerification(SdkToken, 'sdk', context);
    const { number, message } = resultOf(verification);
    const { settings, face } = verification;
    return {
      Result: String(number),
      Description: message,
      ChargeCount: face.attempts.filter(({ result }) => isVerdict(result)).length,
      CardVerifyResults: await cardsOf(verification, context),
      CompareResults: await facesOf(verification, context),
      ...(settings.extra === null ? {} : { Extra: settings.extra }),
    };
  },
});
