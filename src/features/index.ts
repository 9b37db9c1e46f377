import type { Action } from './action.ts';
import { SentenceRecognition } from './asr/SentenceRecognition.ts';
import { CompareFace } from './iai/CompareFace.ts';
import { DetectFace } from './iai/DetectFace.ts';
import { GeneralAccurateOCR } from './ocr/GeneralAccurateOCR.ts';
import { GeneralBasicOCR } from './ocr/GeneralBasicOCR.ts';
import { CreateConsent } from './privacy/CreateConsent.ts';
import { CreateDatasetExport } from './privacy/CreateDatasetExport.ts';
import { DescribeConsents } from './privacy/DescribeConsents.ts';
import { DescribeDatasetExports } from './privacy/DescribeDatasetExports.ts';
import { WithdrawConsent } from './privacy/WithdrawConsent.ts';

const served = {
  GeneralBasicOCR,
  GeneralAccurateOCR,
  SentenceRecognition,
  DetectFace,
  CompareFace,
  CreateConsent,
  WithdrawConsent,
  DescribeConsents,
  CreateDatasetExport,
  DescribeDatasetExports,
} as const;

/** Every action that is served, by its name on the wire: for types. */
export type Served = typeof served;

/** The one table of what is served. */
export const actions: readonly Action[] = Object.values(served);
