import { afterAll, beforeAll, expect, it } from 'vitest';
import { idKtp } from '../../material/documents/id-ktp.ts';
import { myKad, myKadBack } from '../../material/documents/my-kad.ts';
import { iKad, myKid } from '../../material/documents/my-labelled.ts';
import { phSss } from '../../material/documents/ph-sss.ts';
import { phTin } from '../../material/documents/ph-tin.ts';
import { phUmid } from '../../material/documents/ph-umid.ts';
import { phVoter } from '../../material/documents/ph-voter.ts';
import { sgFinBack, sgNric, sgNricBack } from '../../material/documents/sg-nric.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';
import { type CardCase, describeCards, photograph } from './card-cases.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const malaysian = { ID: 'number', Name: 'name', Sex: 'sex', Birthday: 'birth' };

const cases: readonly CardCase[] = [
  {
    title: "taxpayer's card of the Philippines",
    action: 'RecognizePhilippinesTinIDOCR',
    sampler: phTin,
    fields: {
      LicenseNumber: 'number',
      FullName: 'name',
      Address: 'address',
      Birthday: 'birth',
      IssueDate: 'issued',
    },
    certain: ['LicenseNumber', 'FullName'],
  },
  {
    title: 'social security card of the Philippines',
    action: 'RecognizePhilippinesSssIDOCR',
    sampler: phSss,
    fields: { LicenseNumber: 'number', FullName: 'name', Birthday: 'birth' },
    certain: ['LicenseNumber', 'FullName'],
  },
  {
    title: 'multi-purpose card of the Philippines',
    action: 'RecognizePhilippinesUMIDOCR',
    sampler: phUmid,
    fields: {
      CRN: 'number',
      Surname: 'surname',
      GivenName: 'givenName',
      MiddleName: 'middleName',
      Sex: 'sex',
      Birthday: 'birth',
      Address: 'address',
    },
    certain: ['CRN', 'Surname', 'GivenName', 'Birthday'],
  },
  {
    title: "voter's card of the Philippines",
    action: 'RecognizePhilippinesVoteIDOCR',
    sampler: phVoter,
    fields: {
      VIN: 'number',
      FirstName: 'firstName',
      LastName: 'lastName',
      Birthday: 'birth',
      CivilStatus: 'status',
      Citizenship: 'citizenship',
      Address: 'address',
      PrecinctNo: 'precinct',
    },
    certain: ['VIN', 'FirstName', 'LastName'],
  },
  {
    title: 'identity card of Indonesia',
    action: 'RecognizeIndonesiaIDCardOCR',
    sampler: idKtp,
    request: { Scene: 'V2' },
    fields: {
      NIK: 'nik',
      Nama: 'name',
      TempatTglLahir: 'birth',
      JenisKelamin: 'sex',
      GolDarah: 'bloodType',
      Alamat: 'address',
      RTRW: 'rtRw',
      KelDesa: 'village',
      Kecamatan: 'district',
      Agama: 'religion',
      StatusPerkawinan: 'maritalStatus',
      Perkerjaan: 'occupation',
      KewargaNegaraan: 'nationality',
      BerlakuHingga: 'expiry',
      IssuedDate: 'issued',
      Provinsi: 'province',
      Kota: 'city',
    },
    certain: ['NIK', 'Nama', 'TempatTglLahir'],
  },
  {
    title: 'identity card of Malaysia',
    action: 'MLIDCardOCR',
    sampler: myKad,
    fields: { ...malaysian, Address: 'address', Type: 'kind' },
    certain: ['ID', 'Name', 'Type'],
  },
  {
    title: 'back of an identity card of Malaysia',
    action: 'MLIDCardOCR',
    sampler: myKadBack,
    fields: { MyKadNumber: 'backNumber' },
    certain: ['MyKadNumber'],
  },
  {
    title: 'card of a Malaysian child',
    action: 'MLIDCardOCR',
    sampler: myKid,
    fields: { ...malaysian, Address: 'address' },
    certain: ['ID', 'Name'],
  },
  {
    title: 'card of a foreign worker in Malaysia',
    action: 'MLIDCardOCR',
    sampler: iKad,
    fields: malaysian,
    certain: ['ID', 'Name'],
  },
  {
    title: 'identity card of Singapore',
    action: 'RecognizeSingaporeIDCardOCR',
    sampler: sgNric,
    fields: {
      ID: 'number',
      EnName: 'name',
      ChName: 'chineseName',
      Race: 'race',
      Birthday: 'birth',
      Sex: 'sex',
      CountryOfBirth: 'country',
    },
    certain: ['ID', 'EnName', 'Birthday'],
  },
  {
    title: 'back of an identity card of Singapore',
    action: 'RecognizeSingaporeIDCardOCR',
    sampler: sgNricBack,
    fields: { NRICCode: 'backNumber', DateOfIssue: 'issued', Address: 'address', PostCode: 'postcode' },
    certain: ['NRICCode', 'PostCode'],
  },
  {
    title: 'back of a pass of Singapore',
    action: 'RecognizeSingaporeIDCardOCR',
    sampler: sgFinBack,
    fields: { NRICCode: 'backNumber', DateOfIssue: 'issued', DateOfExpiration: 'expiry' },
    certain: ['NRICCode', 'DateOfExpiration'],
  },
];

const good = { scale: 0.9 };

describeCards(cases, () => server, { good, bad: { tilt: 5, noise: 10, quality: 80 } });

const call = (action: string, request: Readonly<Record<string, unknown>>) =>
  intlCall(server.target, 'ocr', action)({ ...request });

it('values stand with their places, and what was not asked for is not given', async () => {
  const { ImageBase64, fields } = await photograph(phUmid, 4, good);
  const answer = await call('RecognizePhilippinesSssIDOCR', { ImageBase64, ReturnHeadImage: false });
  expect(answer['HeadPortrait']).toBeNull();
  expect(answer['FullName']).toEqual({
    Value: `${fields['surname']}, ${fields['givenName']} ${fields['middleName']}`,
    Polygon: [],
  });
  const { Polygon } = answer['LicenseNumber'] as { Polygon: { X: number; Y: number }[] };
  // The number stands right of the photograph, under the title.
  expect(Polygon).toHaveLength(4);
  for (const { X, Y } of Polygon) expect([X > 400 && X < 760, Y > 110 && Y < 170]).toEqual([true, true]);
});

it('both sides of a Malaysian card make one answer, with what each value is worth', async () => {
  const front = await photograph(myKad, 4, good);
  const back = await photograph(myKadBack, 4, good);
  const answer = await server.clients.ocr.MLIDCardOCR({
    ImageBase64: front.ImageBase64,
    BackImageBase64: back.ImageBase64,
  });
  expect(answer).toMatchObject({ ID: front.fields['number'], MyKadNumber: back.fields['backNumber'] });
  const worth = JSON.parse(answer.AdvancedInfo ?? '') as Record<string, { Confidence: string }>;
  expect(Object.keys(worth).sort()).toEqual(['Address', 'Birthday', 'ID', 'Name', 'Sex']);
  for (const { Confidence } of Object.values(worth)) expect(Number(Confidence)).toBeGreaterThan(0.8);
});

it('other documents answer the documented codes', async () => {
  const { ImageBase64 } = await photograph(phTin, 4, good);
  expect(await codeOf(call('RecognizePhilippinesSssIDOCR', { ImageBase64 }))).toBe(
    'FailedOperation.OcrFailed',
  );
  expect(await codeOf(call('MLIDCardOCR', { ImageBase64 }))).toBe('FailedOperation.NoMASIDCard');
  expect(await codeOf(call('RecognizeIndonesiaIDCardOCR', { ImageBase64, Scene: 'V3' }))).toBe(
    'InvalidParameterValue',
  );
});

it('province and city are given for scene V2 alone', async () => {
  const { ImageBase64 } = await photograph(idKtp, 4, good);
  const answer = await call('RecognizeIndonesiaIDCardOCR', { ImageBase64 });
  expect([answer['Provinsi'], answer['Kota']]).toEqual([null, null]);
});
