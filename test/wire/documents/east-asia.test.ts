import { afterAll, beforeAll, expect, it } from 'vitest';
import { koreanDrivingLicence } from '../../material/documents/korean-driving-licence.ts';
import { koreanIdCard } from '../../material/documents/korean-id-card.ts';
import { macaoIdCard } from '../../material/documents/macao-id-card.ts';
import { thaiIdCard, thaiIdCardBack } from '../../material/documents/thai-id-card.ts';
import { thaiPinkCard } from '../../material/documents/thai-pink-card.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';
import { type CardCase, describeCards, photograph } from './card-cases.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const korean = {
  Address: 'address',
  Name: 'name',
  DateOfIssue: 'issueDate',
  Sex: 'sex',
  Birthday: 'birthDate',
};

const cases: readonly CardCase[] = [
  {
    title: 'national identity card of Thailand',
    action: 'RecognizeThaiIDCardOCR',
    sampler: thaiIdCard,
    fields: {
      ID: 'idNumber',
      ThaiName: 'thaiName',
      EnFirstName: 'firstName',
      EnLastName: 'lastName',
      IssueDate: 'issueDate',
      ExpirationDate: 'expiryDate',
      EnIssueDate: 'enIssueDate',
      EnExpirationDate: 'enExpiryDate',
      Birthday: 'birthDate',
      EnBirthday: 'enBirthDate',
      SerialNumber: 'serialNumber',
      Address: 'address',
    },
    rough: ['ThaiName', 'Address'],
    certain: ['ID', 'EnFirstName', 'EnLastName', 'EnBirthday', 'Birthday', 'EnExpirationDate'],
  },
  {
    title: 'pink card of Thailand',
    action: 'RecognizeThaiPinkCard',
    sampler: thaiPinkCard,
    seed: 2,
    fields: {
      Country: 'country',
      IDNumber: 'idNumber',
      ThaiName: 'thaiName',
      EnName: 'enName',
      ThaiSurName: 'thaiSurname',
      ThaiDOB: 'thaiBirthDate',
      EnDOB: 'enBirthDate',
      PhotoNumber: 'photoNumber',
      ThaiAddress: 'thaiAddress',
      ThaiDateOfIssue: 'thaiIssueDate',
      DateOfIssue: 'issueDate',
      ThaiDateOfExpiry: 'thaiExpiryDate',
      DateOfExpiry: 'expiryDate',
      IssuingAgency: 'issuingAgency',
    },
    rough: ['Country', 'ThaiName', 'ThaiSurName', 'ThaiAddress', 'IssuingAgency'],
    certain: ['IDNumber', 'EnName', 'EnDOB', 'DateOfExpiry'],
  },
  {
    title: 'resident registration card of Korea',
    action: 'RecognizeKoreanIDCardOCR',
    sampler: koreanIdCard,
    fields: { ID: 'number', ...korean },
    rough: ['Address'],
    certain: ['ID', 'Name', 'Sex', 'Birthday'],
  },
  {
    title: 'driving licence of Korea',
    action: 'RecognizeKoreanDrivingLicenseOCR',
    sampler: koreanDrivingLicence,
    fields: {
      ID: 'serialNumber',
      LicenseNumber: 'licenceNumber',
      Number: 'number',
      Type: 'type',
      AptitudeTesDate: 'renewalPeriod',
      ...korean,
    },
    rough: ['Address'],
    certain: ['Number', 'Name', 'Sex', 'Birthday', 'DateOfIssue'],
  },
  {
    title: 'identity card of Macao',
    action: 'RecognizeMacaoIDCardOCR',
    sampler: macaoIdCard,
    fields: {
      CnLastName: 'familyName',
      EnLastName: 'latinFamilyName',
      LastNameCode: 'familyNameCode',
      CnFirstName: 'givenName',
      EnFirstName: 'latinGivenName',
      FirstNameCode: 'givenNameCode',
      ID: 'number',
      Birthday: 'birthDate',
      Sex: 'sex',
      FirstIssueDate: 'firstIssueDate',
      CurrentIssueDate: 'issueDate',
      ValidityPeriod: 'expiryDate',
      Symbol: 'symbol',
      Height: 'height',
      ResidentType: 'residentType',
    },
    certain: ['ID', 'EnLastName', 'EnFirstName', 'Birthday', 'ValidityPeriod'],
  },
];

describeCards(cases, () => server, { bad: { tilt: -4, noise: 8, quality: 80 } });

const call = (action: string, request: Readonly<Record<string, unknown>>) =>
  intlCall(server.target, 'ocr', action)({ ...request });

it('both sides of a Thai card make one answer', async () => {
  const front = await photograph(thaiIdCard, 4);
  const back = await photograph(thaiIdCardBack, 4);
  const answer = await server.clients.ocr.RecognizeThaiIDCardOCR({
    ImageBase64: front.ImageBase64,
    BackImageBase64: back.ImageBase64,
  });
  expect(answer).toMatchObject({ ID: front.fields['idNumber'], LaserID: back.fields['laserId'] });
});

it('a card of Macao says how far it was turned, as a text', async () => {
  const { ImageBase64 } = await photograph(macaoIdCard, 4, { rotate: 270 });
  const { Angle } = await call('RecognizeMacaoIDCardOCR', { ImageBase64 });
  expect(Angle).toEqual(expect.any(String));
  expect(Math.abs(Number(Angle) + 90)).toBeLessThan(1);
});

it('other documents answer the documented code', async () => {
  const licence = await photograph(koreanDrivingLicence, 4);
  const pink = await photograph(thaiPinkCard, 4);
  expect(await codeOf(call('RecognizeKoreanIDCardOCR', { ImageBase64: licence.ImageBase64 }))).toBe(
    'FailedOperation.OcrFailed',
  );
  expect(await codeOf(call('RecognizeThaiIDCardOCR', { ImageBase64: pink.ImageBase64 }))).toBe(
    'FailedOperation.OcrFailed',
  );
});

it('a configuration that asks for something else than the portrait is refused', async () => {
  const { ImageBase64 } = await photograph(macaoIdCard, 4);
  expect(await codeOf(call('RecognizeMacaoIDCardOCR', { ImageBase64, Config: '{"RetImage":1}' }))).toBe(
    'InvalidParameter.ConfigFormatError',
  );
});
