import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { base64, present, printedFields, readPassport, zoneFields } from './passport.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

const text = () => carries('ocr.images-and-results', z.string().exactOptional());

/** Reads the passport of any state that has a machine readable zone; a value whose check digit is wrong is left out. */
export const MLIDPassportOCR = action({
  name: 'MLIDPassportOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.card',
  rateLimit: 5,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    RetImage: harmless(z.boolean().optional()),
  }),
  output: z.object({
    ID: text(),
    Name: text(),
    Surname: text(),
    GivenName: text(),
    /** `YYYYMMDD`. */
    DateOfBirth: text(),
    Sex: text(),
    DateOfExpiration: text(),
    IssuingCountry: text(),
    Nationality: text(),
    Type: text(),
    CodeSet: text(),
    CodeCrc: text(),
    /** The portrait, JPEG, Base64. */
    Image: text(),
    /** What the API says it gives: nothing, and "1". */
    Warn: harmless(z.array(z.number()).exactOptional()),
    AdvancedInfo: harmless(z.string().exactOptional()),
    PassportRecognizeInfos: z
      .object({
        Type: text(),
        IssuingCountry: text(),
        PassportID: text(),
        Surname: text(),
        GivenName: text(),
        Name: text(),
        Nationality: text(),
        DateOfBirth: text(),
        Sex: text(),
        DateOfIssuance: text(),
        DateOfExpiration: text(),
        IssuePlace: text(),
        IssuingAuthority: text(),
        BirthPlace: text(),
      })
      .exactOptional(),
  }),
  async run(input, context) {
    const result = await readPassport(input, input.RetImage ?? false, MAX_ENCODED_BYTES, context);
    const zone = zoneFields(result);
    return present({
      ID: zone.number,
      Name: zone.name,
      Surname: zone.surname,
      GivenName: zone.givenNames,
      DateOfBirth: zone.birthDate,
      Sex: zone.sex,
      DateOfExpiration: zone.expiryDate,
      IssuingCountry: zone.issuingState,
      Nationality: zone.nationality,
      Type: zone.documentCode,
      CodeSet: result.zone.lines[0],
      CodeCrc: result.zone.lines[1],
      Image: result.portrait && base64(result.portrait.image),
      Warn: [],
      AdvancedInfo: '1',
      PassportRecognizeInfos: printedFields(result),
    });
  },
  identification: (_input, output, [photo]) => ({
    name: output.Name,
    identificationNumber: output.ID,
    country: output.IssuingCountry,
    dateOfBirth: output.DateOfBirth,
    faceImage: output.Image === undefined ? undefined : Buffer.from(output.Image, 'base64'),
    photo,
  }),
});
