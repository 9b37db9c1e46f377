import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawTravelDocument, type Bearer } from '../material/documents/passport.ts';
import { drawLetter } from '../material/draw-document.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const bearer: Bearer = {
  state: 'UTO',
  nationality: 'UTO',
  surname: "O'CONNOR",
  givenNames: 'ANNA MARIA',
  number: 'LO8902G36',
  birthDate: '1974-08-12',
  issueDate: '2022-04-16',
  expiryDate: '2032-04-15',
  sex: 'F',
  optionalData: '',
};
const [codeSet, codeCrc] = (drawTravelDocument('TD3', bearer).fields['mrz'] ?? '').split('\n');

it('MLIDPassportOCR reads a tilted photograph: the zone, and what is printed above it', async () => {
  const { image } = await drawTravelDocument('TD3', bearer, { guilloche: true }).page.render({
    scale: 0.8,
    tilt: 4,
    noise: 8,
    format: 'jpeg',
    quality: 70,
  });
  const answer = await intlCall(server.target, 'ocr', 'MLIDPassportOCR')({ ImageBase64: base64(image) });
  expect(answer).toMatchObject({
    ID: bearer.number,
    Name: 'OCONNOR ANNA MARIA',
    Surname: 'OCONNOR',
    GivenName: 'ANNA MARIA',
    DateOfBirth: '19740812',
    Sex: 'F',
    DateOfExpiration: '20320415',
    IssuingCountry: 'UTO',
    Nationality: 'UTO',
    Type: 'P',
    CodeSet: codeSet,
    CodeCrc: codeCrc,
    Warn: [],
    AdvancedInfo: '1',
  });
  expect(answer['PassportRecognizeInfos']).toMatchObject({
    PassportID: expect.stringMatching(/^L[O0]8902G36$/),
    GivenName: 'ANNA MARIA',
    DateOfBirth: '19740812',
    DateOfIssuance: '20220416',
    DateOfExpiration: '20320415',
  });
});

it('PassportOCR reads a passport of the mainland, upside down', async () => {
  const chinese = {
    ...bearer,
    state: 'CHN',
    nationality: 'CHN',
    surname: 'LI',
    givenNames: 'WEI',
    number: 'E12345678',
  };
  const { image } = await drawTravelDocument('TD3', chinese).page.render({ scale: 0.8, rotate: 180 });
  const { ocr } = server.clients;
  const answer = await ocr.PassportOCR({ ImageBase64: base64(image), Type: 'CN', CropPortrait: true });
  expect(answer).toMatchObject({
    Country: 'CHN',
    PassportNo: 'E12345678',
    FamilyName: 'LI',
    FirstName: 'WEI',
    BirthDate: '19740812',
    IssueDate: '20220416',
    ExpiryDate: '20320415',
    Sex: 'F',
    Nationality: 'CHN',
  });
  // The drawn box where a portrait would be holds no face.
  expect(answer.PortraitImageInfo).toBeUndefined();
  expect(await codeOf(ocr.PassportOCR({ ImageBase64: base64(image), Type: 'US' }))).toBe(
    'UnsupportedOperation',
  );
});

it('a page without a zone and the zone of a card are no passport', async () => {
  const { ocr } = server.clients;
  const [letter, card] = [
    await drawLetter(),
    await drawTravelDocument('TD1', bearer).page.render({ scale: 0.8 }),
  ];
  for (const { image } of [letter, card])
    expect(await codeOf(ocr.MLIDPassportOCR({ ImageBase64: base64(image) }))).toBe(
      'FailedOperation.NoPassport',
    );
  expect(await codeOf(ocr.PassportOCR({}))).toBe('FailedOperation.EmptyImageError');
});
