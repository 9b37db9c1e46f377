import { ApplyLivenessToken } from './ApplyLivenessToken.ts';
import { ApplySdkVerificationToken } from './ApplySdkVerificationToken.ts';
import { ApplyWebVerificationBizTokenIntl } from './ApplyWebVerificationBizTokenIntl.ts';
import { CompareFaceLiveness } from './CompareFaceLiveness.ts';
import { CreateUploadUrl } from './CreateUploadUrl.ts';
import { DetectAIFakeFaces } from './DetectAIFakeFaces.ts';
import { DetectReflectLivenessAndCompare } from './DetectReflectLivenessAndCompare.ts';
import { GenerateReflectSequence } from './GenerateReflectSequence.ts';
import { GetFaceIdResultIntl } from './GetFaceIdResultIntl.ts';
import { GetFaceIdTokenIntl } from './GetFaceIdTokenIntl.ts';
import { GetLivenessResult } from './GetLivenessResult.ts';
import { GetSdkVerificationResult } from './GetSdkVerificationResult.ts';
import { GetWebVerificationResultIntl } from './GetWebVerificationResultIntl.ts';
import { LivenessCompare } from './LivenessCompare.ts';

/** Every action about verifying who somebody is, as `features/index.ts` serves them. */
export const faceidActions = {
  ApplyLivenessToken,
  ApplySdkVerificationToken,
  ApplyWebVerificationBizTokenIntl,
  CompareFaceLiveness,
  CreateUploadUrl,
  DetectAIFakeFaces,
  DetectReflectLivenessAndCompare,
  GenerateReflectSequence,
  GetFaceIdResultIntl,
  GetFaceIdTokenIntl,
  GetLivenessResult,
  GetSdkVerificationResult,
  GetWebVerificationResultIntl,
  LivenessCompare,
} as const;
