import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmtResidencePermit, hmtResidencePermitBack } from '../../material/documents/hmt-residence-permit.ts';
import { koreanDrivingLicence } from '../../material/documents/korean-driving-licence.ts';
import { koreanIdCard } from '../../material/documents/korean-id-card.ts';
import { macaoIdCard } from '../../material/documents/macao-id-card.ts';
import type { Sampler } from '../../material/documents/sample.ts';
import { thaiIdCard, thaiIdCardBack } from '../../material/documents/thai-id-card.ts';
import { thaiPinkCard } from '../../material/documents/thai-pink-card.ts';
import {
  hongKongMacaoPermitBack,
  nonChineseHongKongMacaoPermit,
  permitToHongKongMacao,
  permitToTaiwan,
  taiwanPermit,
} from '../../material/documents/travel-permits.ts';
import type { PageOptions } from '../../material/page.ts';
import { Random } from '../../material/random.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Case {
  readonly title: string;
  readonly action: string;
  readonly sampler: Sampler;
  /** Field of the answer → field of the sample. */
  readonly fields: Readonly<Record<string, string>>;
  /** Those in which a letter in ten may be misread on a good picture: Thai print and Korean place names. */
  readonly rough?: readonly string[];
  /** Those that a bad photograph must give, too. */
  readonly certain: readonly string[];
  /** The drawing on the good picture; default 4. */
  readonly seed?: number;
}

const permit = {
  Name: 'name',
  EnglishName: 'latinName',
  Number: 'number',
  Sex: 'sex',
  ValidDate: 'validity',
  IssueAuthority: 'authority',
  Birthday: 'birthDate',
};
const korean = {
  Address: 'address',
  Name: 'name',
  DateOfIssue: 'issueDate',
  Sex: 'sex',
  Birthday: 'birthDate',
};

const cases: readonly Case[] = [
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

const photograph = async (sampler: Sampler, seed: number, options: PageOptions) => {
  const { page, fields } = sampler.draw(new Random(seed));
  const { image } = await page.render({ format: 'jpeg', ...options });
  return { ImageBase64: image.toString('base64'), fields };
};

const call = (action: string, request: Readonly<Record<string, unknown>>) =>
  intlCall(server.target, 'ocr', action)({ ...request });

/** Where words end is the text reader's affair. */
const solid = (text: unknown): string => (typeof text === 'string' ? text.replace(/\s/g, '') : '');

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    [...b].forEach((other, j) =>
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      ),
    );
    row = next;
  }
  return row[b.length] ?? 0;
}

describe.each(cases)('$title', ({ action, sampler, fields, rough = [], certain, seed = 4 }) => {
  it('is read field by field', async () => {
    const { ImageBase64, fields: truth } = await photograph(sampler, seed, {});
    const answer = await call(action, { ImageBase64 });
    const exact = Object.keys(fields).filter((name) => !rough.includes(name));
    const wanted = (name: string): string => solid(truth[fields[name] ?? ''] ?? '');
    expect(exact.map((name) => [name, solid(answer[name])])).toEqual(
      exact.map((name) => [name, wanted(name)]),
    );
    for (const name of rough) {
      const share = distance(solid(answer[name]), wanted(name)) / Math.max(1, wanted(name).length);
      expect([name, share <= 0.1]).toEqual([name, true]);
    }
  });

  it('is read when it lies askew in a grainy picture', async () => {
    const { ImageBase64, fields: truth } = await photograph(sampler, 6, { tilt: -4, noise: 8, quality: 80 });
    const answer = await call(action, { ImageBase64 });
    expect(certain.map((name) => [name, solid(answer[name])])).toEqual(
      certain.map((name) => [name, solid(truth[fields[name] ?? ''] ?? '')]),
    );
  });
});

it('both sides of a Thai card make one answer', async () => {
  const front = await photograph(thaiIdCard, 4, {});
  const back = await photograph(thaiIdCardBack, 4, {});
  const answer = await server.clients.ocr.RecognizeThaiIDCardOCR({
    ImageBase64: front.ImageBase64,
    BackImageBase64: back.ImageBase64,
  });
  expect(answer).toMatchObject({ ID: front.fields['idNumber'], LaserID: back.fields['laserId'] });
});

it('kinds of permits, nationalities and backs are told', async () => {
  const foreign = await photograph(nonChineseHongKongMacaoPermit, 4, {});
  expect(await server.clients.ocr.MainlandPermitOCR({ ImageBase64: foreign.ImageBase64 })).toMatchObject({
    Type: '港澳居民来往内地通行证',
    Nationality: foreign.fields['nationality'],
  });
  const back = await photograph(hongKongMacaoPermitBack, 4, {});
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
  const permits = await photograph(permitToTaiwan, 4, {});
  expect((await server.clients.ocr.PermitOCR({ ImageBase64: permits.ImageBase64 })).Type).toBe(
    '往来台湾通行证',
  );
});

it('the side of a residence permit is told, and the one asked for is looked for', async () => {
  const { ImageBase64 } = await photograph(hmtResidencePermitBack, 4, {});
  expect((await call('HmtResidentPermitOCR', { ImageBase64 }))['CardType']).toBe(1);
  expect(await codeOf(call('HmtResidentPermitOCR', { ImageBase64, CardSide: 'FRONT' }))).toBe(
    'FailedOperation.ImageNoIdCard',
  );
});

it('other documents answer the documented code', async () => {
  const licence = await photograph(koreanDrivingLicence, 4, {});
  const pink = await photograph(thaiPinkCard, 4, {});
  expect(await codeOf(call('RecognizeKoreanIDCardOCR', { ImageBase64: licence.ImageBase64 }))).toBe(
    'FailedOperation.OcrFailed',
  );
  expect(await codeOf(call('RecognizeThaiIDCardOCR', { ImageBase64: pink.ImageBase64 }))).toBe(
    'FailedOperation.OcrFailed',
  );
  expect(await codeOf(call('PermitOCR', { ImageBase64: licence.ImageBase64 }))).toBe(
    'FailedOperation.OcrFailed',
  );
});

it('a configuration that asks for something else than the portrait is refused', async () => {
  const { ImageBase64 } = await photograph(macaoIdCard, 4, {});
  expect(await codeOf(call('RecognizeMacaoIDCardOCR', { ImageBase64, Config: '{"RetImage":1}' }))).toBe(
    'InvalidParameter.ConfigFormatError',
  );
});
