import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { base64, present, printedFields, readPassport, zoneFields } from './passport.ts';
import { rect, rectAround } from './rect.ts';

/** Base64 text of the image: at most 10 MB, less what the rest of the request needs of the 10 MB body. */
const MAX_ENCODED_BYTES = 10 * 1024 * 1024;

const text = () => carries('ocr.images-and-results', z.string().exactOptional());

/** Reads a passport of the Chinese mainland, by its machine readable zone and the captions above it. */
export const PassportOCR = action({
  name: 'PassportOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.card',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    Type: harmless(z.string().optional()),
    CropPortrait: harmless(z.boolean().optional()),
  }),
  output: z.object({
    Country: text(),
    PassportNo: text(),
    Sex: text(),
    Nationality: text(),
    /** `YYYYMMDD`, as the other dates. */
    BirthDate: text(),
    BirthPlace: text(),
    IssueDate: text(),
    IssuePlace: text(),
    ExpiryDate: text(),
    CodeSet: text(),
    CodeCrc: text(),
    Name: text(),
    FamilyName: text(),
    FirstName: text(),
    PortraitImageInfo: carries(
      'ocr.images-and-results',
      z
        .object({
          PortraitImage: z.string(),
          ImageCoordinates: rect,
        })
        .exactOptional(),
    ),
  }),
  async run(input, context) {
    if (input.Type && input.Type !== 'CN') throw new ApiError('UnsupportedOperation', { parameter: 'Type' });
    const result = await readPassport(input, input.CropPortrait ?? false, MAX_ENCODED_BYTES, context);
    const zone = zoneFields(result);
    const printed = printedFields(result);
    const { portrait } = result;
    return present({
      Country: zone.issuingState,
      PassportNo: zone.number,
      Sex: zone.sex,
      Nationality: zone.nationality,
      BirthDate: zone.birthDate,
      BirthPlace: printed.BirthPlace,
      IssueDate: printed.DateOfIssuance,
      IssuePlace: result.visual.issuePlace,
      ExpiryDate: zone.expiryDate,
      CodeSet: result.zone.lines[0],
      CodeCrc: result.zone.lines[1],
      Name: printed.Name ?? zone.name,
      FamilyName: zone.surname,
      FirstName: zone.givenNames,
      PortraitImageInfo: portrait && {
        PortraitImage: base64(portrait.image),
        ImageCoordinates: rectAround(portrait.quad),
      },
    });
  },
  identification: (_input, output, [photo]) => ({
    name: output.Name,
    identificationNumber: output.PassportNo,
    country: output.Country,
    dateOfBirth: output.BirthDate,
    faceImage: output.PortraitImageInfo && Buffer.from(output.PortraitImageInfo.PortraitImage, 'base64'),
    photo,
  }),
});
