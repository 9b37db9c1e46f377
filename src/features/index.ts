import type { Action } from './action.ts';
import { CloseAccount } from './account/CloseAccount.ts';
import { DescribeAccountClosure } from './account/DescribeAccountClosure.ts';
import { CloseAsyncRecognitionTask } from './asr/CloseAsyncRecognitionTask.ts';
import { CreateAsyncRecognitionTask } from './asr/CreateAsyncRecognitionTask.ts';
import { CreateRecTask } from './asr/CreateRecTask.ts';
import { DescribeAsyncRecognitionTasks } from './asr/DescribeAsyncRecognitionTasks.ts';
import { DescribeTaskStatus } from './asr/DescribeTaskStatus.ts';
import { CreateAsrKeyWordLib } from './asr/CreateAsrKeyWordLib.ts';
import { CreateAsrVocab } from './asr/CreateAsrVocab.ts';
import { DeleteAsrKeyWordLib } from './asr/DeleteAsrKeyWordLib.ts';
import { DeleteAsrVocab } from './asr/DeleteAsrVocab.ts';
import { DownloadAsrVocab } from './asr/DownloadAsrVocab.ts';
import { GetAsrKeyWordLibList } from './asr/GetAsrKeyWordLibList.ts';
import { GetAsrVocab } from './asr/GetAsrVocab.ts';
import { GetAsrVocabList } from './asr/GetAsrVocabList.ts';
import { GetUsageByDate } from './asr/GetUsageByDate.ts';
import { SetVocabState } from './asr/SetVocabState.ts';
import { UpdateAsrKeyWordLib } from './asr/UpdateAsrKeyWordLib.ts';
import { UpdateAsrVocab } from './asr/UpdateAsrVocab.ts';
import { faceidActions } from './faceid/faceid-actions.ts';
import { faceActions } from './iai/face-actions.ts';
import { SentenceRecognition } from './asr/SentenceRecognition.ts';
import { CancelDocumentTask } from './documents/CancelDocumentTask.ts';
import { CreateDocumentTask } from './documents/CreateDocumentTask.ts';
import { DescribeDocumentTask } from './documents/DescribeDocumentTask.ts';
import { DescribeDocumentTasks } from './documents/DescribeDocumentTasks.ts';
import { CropEnhanceImageOCR } from './ocr/CropEnhanceImageOCR.ts';
import { GeneralAccurateOCR } from './ocr/GeneralAccurateOCR.ts';
import { GeneralBasicOCR } from './ocr/GeneralBasicOCR.ts';
import { GeneralEfficientOCR } from './ocr/GeneralEfficientOCR.ts';
import { GeneralFastOCR } from './ocr/GeneralFastOCR.ts';
import { EnglishOCR } from './ocr/EnglishOCR.ts';
import { TextDetect } from './ocr/TextDetect.ts';
import { HKIDCardOCR } from './ocr/HKIDCardOCR.ts';
import { IDCardOCR } from './ocr/IDCardOCR.ts';
import { RecognizeMainlandIDCardOCR } from './ocr/RecognizeMainlandIDCardOCR.ts';
import { RecognizePhilippinesDrivingLicenseOCR } from './ocr/RecognizePhilippinesDrivingLicenseOCR.ts';
import { ImageEnhancement } from './ocr/ImageEnhancement.ts';
import { QrcodeOCR } from './ocr/QrcodeOCR.ts';
import { RecognizeDetectCardCoords } from './ocr/RecognizeDetectCardCoords.ts';
import { RecognizeTableAccurateOCR } from './ocr/RecognizeTableAccurateOCR.ts';
import { RecognizeTableOCR } from './ocr/RecognizeTableOCR.ts';
import { TableOCR } from './ocr/TableOCR.ts';
import { BankCardOCR } from './ocr/BankCardOCR.ts';
import { VatInvoiceOCR } from './ocr/VatInvoiceOCR.ts';
import { RecognizeGeneralInvoice } from './ocr/RecognizeGeneralInvoice.ts';
import { BizLicenseOCR } from './ocr/BizLicenseOCR.ts';
import { BusinessCardOCR } from './ocr/BusinessCardOCR.ts';
import { VinOCR } from './ocr/VinOCR.ts';
import { SealOCR } from './ocr/SealOCR.ts';
import { LicensePlateOCR } from './ocr/LicensePlateOCR.ts';
import { SmartStructuralOCR } from './ocr/SmartStructuralOCR.ts';
import { SmartStructuralOCRV2 } from './ocr/SmartStructuralOCRV2.ts';
import { SmartStructuralPro } from './ocr/SmartStructuralPro.ts';
import { ExtractDocBasic } from './ocr/ExtractDocBasic.ts';
import { ExtractDocMulti } from './ocr/ExtractDocMulti.ts';
import { MLIDPassportOCR } from './ocr/MLIDPassportOCR.ts';
import { PassportOCR } from './ocr/PassportOCR.ts';
import { MLIDCardOCR } from './ocr/MLIDCardOCR.ts';
import { RecognizeBrazilCommonOCR } from './ocr/RecognizeBrazilCommonOCR.ts';
import { RecognizeBrazilDriverLicenseOCR } from './ocr/RecognizeBrazilDriverLicenseOCR.ts';
import { RecognizeBrazilIDCardOCR } from './ocr/RecognizeBrazilIDCardOCR.ts';
import { RecognizeBrazilRNEOCR } from './ocr/RecognizeBrazilRNEOCR.ts';
import { RecognizeBrazilRNMOCR } from './ocr/RecognizeBrazilRNMOCR.ts';
import { RecognizeMexicoVTID } from './ocr/RecognizeMexicoVTID.ts';
import { RecognizeIndonesiaIDCardOCR } from './ocr/RecognizeIndonesiaIDCardOCR.ts';
import { RecognizePhilippinesSssIDOCR } from './ocr/RecognizePhilippinesSssIDOCR.ts';
import { RecognizePhilippinesTinIDOCR } from './ocr/RecognizePhilippinesTinIDOCR.ts';
import { RecognizePhilippinesUMIDOCR } from './ocr/RecognizePhilippinesUMIDOCR.ts';
import { RecognizePhilippinesVoteIDOCR } from './ocr/RecognizePhilippinesVoteIDOCR.ts';
import { RecognizeSingaporeIDCardOCR } from './ocr/RecognizeSingaporeIDCardOCR.ts';
import { HmtResidentPermitOCR } from './ocr/HmtResidentPermitOCR.ts';
import { MainlandPermitOCR } from './ocr/MainlandPermitOCR.ts';
import { PermitOCR } from './ocr/PermitOCR.ts';
import { RecognizeKoreanDrivingLicenseOCR } from './ocr/RecognizeKoreanDrivingLicenseOCR.ts';
import { RecognizeKoreanIDCardOCR } from './ocr/RecognizeKoreanIDCardOCR.ts';
import { RecognizeMacaoIDCardOCR } from './ocr/RecognizeMacaoIDCardOCR.ts';
import { RecognizeThaiIDCardOCR } from './ocr/RecognizeThaiIDCardOCR.ts';
import { RecognizeThaiPinkCard } from './ocr/RecognizeThaiPinkCard.ts';
import { CancelRecordingTask } from './recordings/CancelRecordingTask.ts';
import { DescribeRecordingTask } from './recordings/DescribeRecordingTask.ts';
import { CreateConsent } from './privacy/CreateConsent.ts';
import { CreateDatasetExport } from './privacy/CreateDatasetExport.ts';
import { DescribeConsents } from './privacy/DescribeConsents.ts';
import { DescribeDatasetExports } from './privacy/DescribeDatasetExports.ts';
import { WithdrawConsent } from './privacy/WithdrawConsent.ts';
import { CreateAccessRequest } from './privacy/CreateAccessRequest.ts';
import { CreateErasureRequest } from './privacy/CreateErasureRequest.ts';
import { CreateLegalHold } from './privacy/CreateLegalHold.ts';
import { CreateRectificationRequest } from './privacy/CreateRectificationRequest.ts';
import { CreateRestrictionRequest } from './privacy/CreateRestrictionRequest.ts';
import { DescribeAnswerLetter } from './privacy/DescribeAnswerLetter.ts';
import { DescribeErasureRequests } from './privacy/DescribeErasureRequests.ts';
import { DescribeHoldings } from './privacy/DescribeHoldings.ts';
import { DescribeLegalHolds } from './privacy/DescribeLegalHolds.ts';
import { DescribePolicyDocument } from './privacy/DescribePolicyDocument.ts';
import { DescribeReceipts } from './privacy/DescribeReceipts.ts';
import { DescribeSubjectRequests } from './privacy/DescribeSubjectRequests.ts';
import { DescribeTreeHead } from './privacy/DescribeTreeHead.ts';
import { DownloadAccessExport } from './privacy/DownloadAccessExport.ts';
import { LiftRestriction } from './privacy/LiftRestriction.ts';
import { ModifySubjectRequest } from './privacy/ModifySubjectRequest.ts';
import { ReleaseLegalHold } from './privacy/ReleaseLegalHold.ts';

const served = {
  GeneralBasicOCR,
  GeneralAccurateOCR,
  GeneralEfficientOCR,
  GeneralFastOCR,
  EnglishOCR,
  TextDetect,
  QrcodeOCR,
  RecognizeDetectCardCoords,
  ImageEnhancement,
  CropEnhanceImageOCR,
  RecognizeTableAccurateOCR,
  RecognizeTableOCR,
  TableOCR,
  BankCardOCR,
  VinOCR,
  SealOCR,
  LicensePlateOCR,
  VatInvoiceOCR,
  RecognizeGeneralInvoice,
  BizLicenseOCR,
  BusinessCardOCR,
  SmartStructuralOCR,
  SmartStructuralOCRV2,
  SmartStructuralPro,
  ExtractDocBasic,
  ExtractDocMulti,
  MLIDPassportOCR,
  PassportOCR,
  HKIDCardOCR,
  IDCardOCR,
  RecognizeMainlandIDCardOCR,
  RecognizePhilippinesDrivingLicenseOCR,
  MLIDCardOCR,
  RecognizeIndonesiaIDCardOCR,
  RecognizePhilippinesSssIDOCR,
  RecognizePhilippinesTinIDOCR,
  RecognizePhilippinesUMIDOCR,
  RecognizePhilippinesVoteIDOCR,
  RecognizeSingaporeIDCardOCR,
  HmtResidentPermitOCR,
  MainlandPermitOCR,
  PermitOCR,
  RecognizeKoreanDrivingLicenseOCR,
  RecognizeKoreanIDCardOCR,
  RecognizeMacaoIDCardOCR,
  RecognizeThaiIDCardOCR,
  RecognizeThaiPinkCard,
  RecognizeBrazilCommonOCR,
  RecognizeBrazilDriverLicenseOCR,
  RecognizeBrazilIDCardOCR,
  RecognizeBrazilRNEOCR,
  RecognizeBrazilRNMOCR,
  RecognizeMexicoVTID,
  SentenceRecognition,
  CreateAsrKeyWordLib,
  CreateAsrVocab,
  DeleteAsrKeyWordLib,
  DeleteAsrVocab,
  DownloadAsrVocab,
  GetAsrKeyWordLibList,
  GetAsrVocab,
  GetAsrVocabList,
  GetUsageByDate,
  SetVocabState,
  UpdateAsrKeyWordLib,
  UpdateAsrVocab,
  CloseAsyncRecognitionTask,
  CreateAsyncRecognitionTask,
  CreateRecTask,
  DescribeAsyncRecognitionTasks,
  DescribeTaskStatus,
  ...faceActions,
  ...faceidActions,
  CreateConsent,
  WithdrawConsent,
  DescribeConsents,
  CreateDatasetExport,
  DescribeDatasetExports,
  CreateErasureRequest,
  DescribeErasureRequests,
  CreateAccessRequest,
  DownloadAccessExport,
  CreateRestrictionRequest,
  LiftRestriction,
  CreateRectificationRequest,
  DescribeSubjectRequests,
  ModifySubjectRequest,
  DescribeAnswerLetter,
  DescribeHoldings,
  DescribeReceipts,
  DescribeTreeHead,
  DescribePolicyDocument,
  CreateLegalHold,
  ReleaseLegalHold,
  DescribeLegalHolds,
  CloseAccount,
  DescribeAccountClosure,
  CreateDocumentTask,
  DescribeDocumentTask,
  DescribeDocumentTasks,
  CancelDocumentTask,
  DescribeRecordingTask,
  CancelRecordingTask,
} as const;

/** Every action that is served, by its name on the wire: for types. */
export type Served = typeof served;

/** The one table of what is served. */
export const actions: readonly Action[] = Object.values(served);
