import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as asr from 'tencentcloud-sdk-nodejs/tencentcloud/services/asr/v20190614/asr_models.js';
import type * as ocr from 'tencentcloud-sdk-nodejs/tencentcloud/services/ocr/v20181119/ocr_models.js';
import type { z } from 'zod';
import { OWN_SERVICES, type OwnService } from '../../src/features/action.ts';
import { faceidActions } from '../../src/features/faceid/faceid-actions.ts';
import { faceActions } from '../../src/features/iai/face-actions.ts';
import { actions, type Served } from '../../src/features/index.ts';
import type { Iai } from './iai-sdk-types.ts';

/** Actions of services that the SDK knows: all but those of our own. */
type Known = {
  [A in keyof Served]: Served[A]['service'] extends OwnService ? never : A;
}[keyof Served];

/** Of the international API alone, whose SDK has no types of it. */
interface ImageRequest {
  ImageUrl?: string;
  ImageBase64?: string;
}
interface CardCoordsResponse {
  ItemList?: { Polygon?: ocr.Polygon; Coords?: ocr.ItemCoord }[];
  RequestId?: string;
}

/** Of the international API alone: names of fields are compared in intl-fields.test.ts. */
interface International {
  request: object;
  response: Record<string, unknown>;
}

/** All of it is of the international API. */
type Faceid = Record<keyof typeof faceidActions, International>;

/** What the SDK says each of them takes and gives. A new action does not compile until it is added here. */
interface Sdk
  extends
    Record<Exclude<Known, keyof Faceid | keyof Iai>, { request: object; response: object }>,
    Faceid,
    Iai {
  GeneralBasicOCR: { request: ocr.GeneralBasicOCRRequest; response: ocr.GeneralBasicOCRResponse };
  GeneralAccurateOCR: { request: ocr.GeneralAccurateOCRRequest; response: ocr.GeneralAccurateOCRResponse };
  GeneralEfficientOCR: {
    request: ocr.GeneralEfficientOCRRequest;
    response: ocr.GeneralEfficientOCRResponse;
  };
  GeneralFastOCR: { request: ocr.GeneralFastOCRRequest; response: ocr.GeneralFastOCRResponse };
  EnglishOCR: { request: ocr.EnglishOCRRequest; response: ocr.EnglishOCRResponse };
  TextDetect: { request: ocr.TextDetectRequest; response: ocr.TextDetectResponse };
  RecognizeTableAccurateOCR: {
    request: ocr.RecognizeTableAccurateOCRRequest;
    response: ocr.RecognizeTableAccurateOCRResponse;
  };
  RecognizeTableOCR: { request: ocr.RecognizeTableOCRRequest; response: ocr.RecognizeTableOCRResponse };
  TableOCR: { request: ocr.TableOCRRequest; response: ocr.TableOCRResponse };
  QrcodeOCR: { request: ocr.QrcodeOCRRequest; response: ocr.QrcodeOCRResponse };
  BankCardOCR: { request: ocr.BankCardOCRRequest; response: ocr.BankCardOCRResponse };
  VinOCR: { request: ocr.VinOCRRequest; response: ocr.VinOCRResponse };
  SealOCR: { request: ocr.SealOCRRequest; response: ocr.SealOCRResponse };
  LicensePlateOCR: { request: ocr.LicensePlateOCRRequest; response: ocr.LicensePlateOCRResponse };
  VatInvoiceOCR: { request: ocr.VatInvoiceOCRRequest; response: ocr.VatInvoiceOCRResponse };
  RecognizeGeneralInvoice: {
    request: ocr.RecognizeGeneralInvoiceRequest;
    response: ocr.RecognizeGeneralInvoiceResponse;
  };
  BizLicenseOCR: { request: ocr.BizLicenseOCRRequest; response: ocr.BizLicenseOCRResponse };
  BusinessCardOCR: { request: ocr.BusinessCardOCRRequest; response: ocr.BusinessCardOCRResponse };
  SmartStructuralOCR: { request: ocr.SmartStructuralOCRRequest; response: ocr.SmartStructuralOCRResponse };
  /** The mainland calls it ExtractDocBasic. */
  SmartStructuralOCRV2: { request: ocr.ExtractDocBasicRequest; response: ocr.ExtractDocBasicResponse };
  /** The mainland calls it ExtractDocMulti. */
  SmartStructuralPro: { request: ocr.ExtractDocMultiRequest; response: ocr.ExtractDocMultiResponse };
  ExtractDocBasic: { request: ocr.ExtractDocBasicRequest; response: ocr.ExtractDocBasicResponse };
  ExtractDocMulti: { request: ocr.ExtractDocMultiRequest; response: ocr.ExtractDocMultiResponse };
  RecognizeDetectCardCoords: { request: ImageRequest; response: CardCoordsResponse };
  ImageEnhancement: { request: ocr.ImageEnhancementRequest; response: ocr.ImageEnhancementResponse };
  CropEnhanceImageOCR: { request: ocr.CropEnhanceImageOCRRequest; response: ocr.CropEnhanceImageOCRResponse };
  MLIDPassportOCR: { request: ocr.MLIDPassportOCRRequest; response: ocr.MLIDPassportOCRResponse };
  PassportOCR: { request: ocr.PassportOCRRequest; response: ocr.PassportOCRResponse };
  HKIDCardOCR: { request: ocr.HKIDCardOCRRequest; response: ocr.HKIDCardOCRResponse };
  IDCardOCR: { request: ocr.IDCardOCRRequest; response: ocr.IDCardOCRResponse };
  RecognizeMainlandIDCardOCR: International;
  RecognizePhilippinesDrivingLicenseOCR: International;
  MLIDCardOCR: { request: ocr.MLIDCardOCRRequest; response: ocr.MLIDCardOCRResponse };
  RecognizeIndonesiaIDCardOCR: International;
  RecognizePhilippinesSssIDOCR: International;
  RecognizePhilippinesTinIDOCR: International;
  RecognizePhilippinesUMIDOCR: International;
  RecognizePhilippinesVoteIDOCR: International;
  RecognizeSingaporeIDCardOCR: International;
  HmtResidentPermitOCR: International;
  MainlandPermitOCR: { request: ocr.MainlandPermitOCRRequest; response: ocr.MainlandPermitOCRResponse };
  PermitOCR: { request: ocr.PermitOCRRequest; response: ocr.PermitOCRResponse };
  RecognizeKoreanDrivingLicenseOCR: International;
  RecognizeKoreanIDCardOCR: International;
  RecognizeMacaoIDCardOCR: International;
  RecognizeThaiIDCardOCR: {
    request: ocr.RecognizeThaiIDCardOCRRequest;
    response: ocr.RecognizeThaiIDCardOCRResponse;
  };
  RecognizeThaiPinkCard: International;
  RecognizeBrazilCommonOCR: International;
  RecognizeBrazilDriverLicenseOCR: International;
  RecognizeBrazilIDCardOCR: International;
  RecognizeBrazilRNEOCR: International;
  RecognizeBrazilRNMOCR: International;
  RecognizeMexicoVTID: International;
  CloseAsyncRecognitionTask: {
    request: asr.CloseAsyncRecognitionTaskRequest;
    response: asr.CloseAsyncRecognitionTaskResponse;
  };
  CreateAsyncRecognitionTask: {
    request: asr.CreateAsyncRecognitionTaskRequest;
    response: asr.CreateAsyncRecognitionTaskResponse;
  };
  DescribeAsyncRecognitionTasks: {
    // The SDK calls it null: there is nothing in it.
    request: object;
    response: asr.DescribeAsyncRecognitionTasksResponse;
  };
  CreateRecTask: { request: asr.CreateRecTaskRequest; response: asr.CreateRecTaskResponse };
  DescribeTaskStatus: { request: asr.DescribeTaskStatusRequest; response: asr.DescribeTaskStatusResponse };
  CreateAsrKeyWordLib: { request: asr.CreateAsrKeyWordLibRequest; response: asr.CreateAsrKeyWordLibResponse };
  CreateAsrVocab: { request: asr.CreateAsrVocabRequest; response: asr.CreateAsrVocabResponse };
  DeleteAsrKeyWordLib: { request: asr.DeleteAsrKeyWordLibRequest; response: asr.DeleteAsrKeyWordLibResponse };
  DeleteAsrVocab: { request: asr.DeleteAsrVocabRequest; response: asr.DeleteAsrVocabResponse };
  DownloadAsrVocab: { request: asr.DownloadAsrVocabRequest; response: asr.DownloadAsrVocabResponse };
  GetAsrKeyWordLibList: {
    request: asr.GetAsrKeyWordLibListRequest;
    response: asr.GetAsrKeyWordLibListResponse;
  };
  GetAsrVocab: { request: asr.GetAsrVocabRequest; response: asr.GetAsrVocabResponse };
  GetAsrVocabList: { request: asr.GetAsrVocabListRequest; response: asr.GetAsrVocabListResponse };
  GetUsageByDate: { request: asr.GetUsageByDateRequest; response: asr.GetUsageByDateResponse };
  SetVocabState: { request: asr.SetVocabStateRequest; response: asr.SetVocabStateResponse };
  UpdateAsrKeyWordLib: { request: asr.UpdateAsrKeyWordLibRequest; response: asr.UpdateAsrKeyWordLibResponse };
  UpdateAsrVocab: { request: asr.UpdateAsrVocabRequest; response: asr.UpdateAsrVocabResponse };
  SentenceRecognition: { request: asr.SentenceRecognitionRequest; response: asr.SentenceRecognitionResponse };
}

/** Zod gives an empty object the type of one whose every field is `never`. */
type Fields<O> = string extends keyof O ? object : O;

type Output<A extends Known> = Fields<z.output<Served[A]['output']>> & { RequestId: string };

/** Actions whose output the SDK's response type does not accept, or has fields that it does not know. */
type Unassignable = {
  [A in Known]: Output<A> extends Sdk[A]['response']
    ? Exclude<keyof Output<A>, keyof Sdk[A]['response']> extends never
      ? never
      : A
    : A;
}[Known];

/** Actions with a request field that the SDK has and we do not. */
type FieldsMissed = {
  [A in Known]: Exclude<keyof Sdk[A]['request'], keyof z.input<Served[A]['input']>> extends never ? never : A;
}[Known];

describe("the SDK's types", () => {
  it('accept every output, and every request field of theirs is known', () => {
    expectTypeOf<Unassignable>().toEqualTypeOf<never>();
    expectTypeOf<FieldsMissed>().toEqualTypeOf<never>();
  });

  it('are compared for every action that is served of its services', () => {
    const named = (names: object) => Object.keys(names).map((name) => [name, true] as const);
    const compared: Record<keyof Sdk, true> = {
      ...(Object.fromEntries(named(faceidActions)) as Record<keyof Faceid, true>),
      ...(Object.fromEntries(named(faceActions)) as Record<keyof Iai, true>),
      GeneralBasicOCR: true,
      GeneralAccurateOCR: true,
      GeneralEfficientOCR: true,
      GeneralFastOCR: true,
      EnglishOCR: true,
      TextDetect: true,
      RecognizeTableAccurateOCR: true,
      RecognizeTableOCR: true,
      TableOCR: true,
      QrcodeOCR: true,
      BankCardOCR: true,
      VinOCR: true,
      SealOCR: true,
      LicensePlateOCR: true,
      VatInvoiceOCR: true,
      BusinessCardOCR: true,
      BizLicenseOCR: true,
      RecognizeGeneralInvoice: true,
      SmartStructuralOCR: true,
      SmartStructuralOCRV2: true,
      SmartStructuralPro: true,
      ExtractDocBasic: true,
      ExtractDocMulti: true,
      RecognizeDetectCardCoords: true,
      ImageEnhancement: true,
      CropEnhanceImageOCR: true,
      MLIDPassportOCR: true,
      PassportOCR: true,
      HKIDCardOCR: true,
      IDCardOCR: true,
      RecognizeMainlandIDCardOCR: true,
      RecognizePhilippinesDrivingLicenseOCR: true,
      MLIDCardOCR: true,
      RecognizeIndonesiaIDCardOCR: true,
      RecognizePhilippinesSssIDOCR: true,
      RecognizePhilippinesTinIDOCR: true,
      RecognizePhilippinesUMIDOCR: true,
      RecognizePhilippinesVoteIDOCR: true,
      RecognizeSingaporeIDCardOCR: true,
      HmtResidentPermitOCR: true,
      MainlandPermitOCR: true,
      PermitOCR: true,
      RecognizeKoreanDrivingLicenseOCR: true,
      RecognizeKoreanIDCardOCR: true,
      RecognizeMacaoIDCardOCR: true,
      RecognizeThaiIDCardOCR: true,
      RecognizeThaiPinkCard: true,
      RecognizeBrazilCommonOCR: true,
      RecognizeBrazilDriverLicenseOCR: true,
      RecognizeBrazilIDCardOCR: true,
      RecognizeBrazilRNEOCR: true,
      RecognizeBrazilRNMOCR: true,
      RecognizeMexicoVTID: true,
      SentenceRecognition: true,
      CreateAsrKeyWordLib: true,
      CreateAsrVocab: true,
      DeleteAsrKeyWordLib: true,
      DeleteAsrVocab: true,
      DownloadAsrVocab: true,
      GetAsrKeyWordLibList: true,
      GetAsrVocab: true,
      GetAsrVocabList: true,
      GetUsageByDate: true,
      SetVocabState: true,
      UpdateAsrKeyWordLib: true,
      UpdateAsrVocab: true,
      CloseAsyncRecognitionTask: true,
      CreateAsyncRecognitionTask: true,
      DescribeAsyncRecognitionTasks: true,
      CreateRecTask: true,
      DescribeTaskStatus: true,
    };
    const own: readonly string[] = OWN_SERVICES;
    const known = actions.filter(({ service }) => !own.includes(service));
    expect(known.map((a) => a.name).sort()).toEqual(Object.keys(compared).sort());
  });
});
