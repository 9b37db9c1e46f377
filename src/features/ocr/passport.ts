import type { PassportResult, PassportZone } from '../../engine/mrz/passport-types.ts';
import { printedDates } from '../../engine/mrz/printed-dates.ts';
import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ApiError } from '../errors.ts';
import { inputBytes } from '../input-bytes.ts';
import { ocrEngineCodes, ocrInputCodes } from './codes.ts';

/** A passport that was found. */
export interface ReadPassport extends PassportResult {
  readonly zone: PassportZone;
}

/**
 * Takes the image out of a request and reads the passport on it.
 * @throws ApiError `FailedOperation.NoPassport` when there is no machine readable zone or it is another document's
 */
export async function readPassport(
  input: { readonly ImageBase64?: string | undefined; readonly ImageUrl?: string | undefined },
  portrait: boolean,
  maxEncodedBytes: number,
  context: ActionContext,
): Promise<ReadPassport> {
  const source = { base64: input.ImageBase64, url: input.ImageUrl };
  const image = await inputBytes(source, maxEncodedBytes, ocrInputCodes, context);
  const options = { today: context.clock.now(), portrait };
  const result = await recognise(ocrEngineCodes, () => context.engine.readPassport({ image, options }));
  context.addSteps(result.steps);
  const { zone } = result;
  if (zone?.documentCode.startsWith('P') !== true) throw new ApiError('FailedOperation.NoPassport');
  return { ...result, zone };
}

/** What a zone says, by the wire's rules: nothing stands for a value whose check digit is wrong, unless the same is printed above. */
export function zoneFields({ zone, agreement }: ReadPassport) {
  const known = <T>(value: T, check: 'documentNumber' | 'birthDate' | 'expiryDate'): T | undefined =>
    zone.checks[check] === true || agreement?.[check] === 'agrees' ? value : undefined;
  const day = (text: string): string | undefined => text.replaceAll('-', '') || undefined;
  return {
    documentCode: zone.documentCode,
    issuingState: zone.issuingState,
    nationality: zone.nationality,
    number: known(zone.documentNumber, 'documentNumber'),
    birthDate: known(day(zone.birthDate.text), 'birthDate'),
    expiryDate: known(day(zone.expiryDate.text), 'expiryDate'),
    sex: zone.sex,
    surname: zone.surname,
    givenNames: zone.givenNames,
    name: [zone.surname, zone.givenNames].filter(Boolean).join(' '),
  };
}

/** What is printed above the zone, each value under its caption; what was not found is absent. */
export function printedFields({ visual, zone }: ReadPassport) {
  /** Places and authorities are documented for passports of the Chinese mainland alone. */
  const chinese = zone.issuingState === 'CHN' ? visual : {};
  return present({
    Type: visual.type,
    IssuingCountry: visual.issuingState,
    PassportID: visual.documentNumber,
    Surname: visual.surname,
    GivenName: visual.givenNames,
    Name: visual.name,
    Nationality: visual.nationality,
    DateOfBirth: printedDay(visual.birthDate, zone.birthDate.text),
    Sex: visual.sex,
    DateOfIssuance: printedDay(visual.issueDate, ''),
    DateOfExpiration: printedDay(visual.expiryDate, zone.expiryDate.text),
    IssuePlace: chinese.issuePlace,
    IssuingAuthority: chinese.authority,
    BirthPlace: visual.birthPlace,
  });
}

/** `YYYYMMDD` where the print can mean but one day, or the zone's; else as printed. */
function printedDay(printed: string | undefined, expected: string): string | undefined {
  if (printed === undefined) return undefined;
  const days = printedDates(printed);
  const day = days.includes(expected) ? expected : days.length === 1 ? days[0] : undefined;
  return day?.replaceAll('-', '') ?? printed;
}

/** Without the fields that hold nothing. */
export const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
