import { afterAll, beforeAll, expect, it } from 'vitest';
import { hmtResidencePermit, hmtResidencePermitBack } from '../../material/documents/hmt-residence-permit.ts';
import { koreanDrivingLicence } from '../../material/documents/korean-driving-licence.ts';
import {
  hongKongMacaoPermitBack,
  nonChineseHongKongMacaoPermit,
  permitToHongKongMacao,
  permitToTaiwan,
  taiwanPermit,
} from '../../material/documents/travel-permits.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';
import { type CardCase, describeCards, photograph } from './card-cases.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const permit = {
  Name: 'name',
  EnglishName: 'latinName',
  Number: 'number',
  Sex: 'sex',
  ValidDate: 'validity',
  IssueAuthority: 'authority',
  Birthday: 'birthDate',
};

const cases: readonly CardCase[] = [
  {
    title: 'residence permit of people of Hong Kong, Macao and Taiwan',
    action: 'HmtResidentPermitOCR',
    sampler: hmtResidencePermit,
    fields: { Name: 'name', Sex: 'sex', Birth: 'birthDate', Address: 'address', IdCardNo: 'number' },
    certain: ['Name', 'Sex', 'Birth', 'Address', 'IdCardNo'],
  },
  {
    title: 'back of a residence permit',
    action: 'HmtResidentPermitOCR',
    sampler: hmtResidencePermitBack,
    fields: { ValidDate: 'validity', Authority: 'authority', VisaNum: 'issueCount', PassNo: 'passNumber' },
    certain: ['ValidDate', 'Authority', 'PassNo'],
  },
  {
    title: 'permit of people of Hong Kong and Macao',
    action: 'MainlandPermitOCR',
    sampler: nonChineseHongKongMacaoPermit,
    fields: { ...permit, IssueNumber: 'issueCount' },
    certain: ['Name', 'Number', 'ValidDate', 'Birthday'],
  },
  {
    title: 'permit of people of Taiwan',
    action: 'MainlandPermitOCR',
    sampler: taiwanPermit,
    fields: { ...permit, IssueNumber: 'issueCount', IssueAddress: 'place' },
    certain: ['Name', 'Number', 'ValidDate', 'Birthday'],
  },
  {
    title: 'permit to Hong Kong and Macao',
    action: 'PermitOCR',
    sampler: permitToHongKongMacao,
    fields: { ...permit, IssueAddress: 'place' },
    certain: ['Name', 'ValidDate', 'Birthday'],
  },
  {
    title: 'permit to Taiwan',
    action: 'PermitOCR',
    sampler: permitToTaiwan,
    fields: { ...permit, IssueAddress: 'place' },
    certain: ['Name', 'Number', 'ValidDate', 'Birthday'],
  },
];

describeCards(cases, () => server, { bad: { tilt: -4, noise: 8, quality: 80 } });

const call = (action: string, request: Readonly<Record<string, unknown>>) =>
  intlCall(server.target, 'ocr', action)({ ...request });

it('kinds of permits, nationalities and backs are told', async () => {
  const foreign = await photograph(nonChineseHongKongMacaoPermit, 4);
  expect(await server.clients.ocr.MainlandPermitOCR({ ImageBase64: foreign.ImageBase64 })).toMatchObject({
    Type: '港澳居民来往内地通行证',
    Nationality: foreign.fields['nationality'],
  });
  const back = await photograph(hongKongMacaoPermitBack, 4);
  const answer = await server.clients.ocr.MainlandPermitOCR({
    ImageBase64: back.ImageBase64,
    CardSide: 'BACK',
  });
  expect(answer.MainlandTravelPermitBackInfos).toEqual({
    Type: '港澳居民来往内地通行证',
    Name: back.fields['backName'],
    IDNumber: back.fields['idNumber'],
    HistoryNumber: back.fields['historyNumber'],
  });
  const permits = await photograph(permitToTaiwan, 4);
  expect((await server.clients.ocr.PermitOCR({ ImageBase64: permits.ImageBase64 })).Type).toBe(
    '往来台湾通行证',
  );
});

it('the side of a residence permit is told, and the one asked for is looked for', async () => {
  const { ImageBase64 } = await photograph(hmtResidencePermitBack, 4);
  expect((await call('HmtResidentPermitOCR', { ImageBase64 }))['CardType']).toBe(1);
  expect(await codeOf(call('HmtResidentPermitOCR', { ImageBase64, CardSide: 'FRONT' }))).toBe(
    'FailedOperation.ImageNoIdCard',
  );
});

it('another document answers the documented code', async () => {
  const { ImageBase64 } = await photograph(koreanDrivingLicence, 4);
  expect(await codeOf(server.clients.ocr.PermitOCR({ ImageBase64 }))).toBe('FailedOperation.OcrFailed');
});
