import type { ActionContext } from '../action.ts';
import { recognise } from '../engine-errors.ts';
import { ocrEngineCodes } from '../ocr/codes.ts';
import { cardTypes, type CardType } from './card-types.ts';

/** What was read of a document's picture. */
export interface DocumentFound {
  /** On the wire; null: this is not such a document, or nothing could be read of it. */
  readonly fields: Readonly<Record<string, string>> | null;
  /** JPEG; null: none was found. */
  readonly portrait: Uint8Array | null;
}

const withoutEmpty = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => !!entry[1]));

async function readCard(
  { templates, fields }: CardType,
  image: Uint8Array,
  context: ActionContext,
): Promise<DocumentFound> {
  const options = { portrait: true };
  const result = await recognise(ocrEngineCodes, () =>
    context.engine.readDocument({ image, templates, options }),
  );
  context.addSteps(result.steps);
  if (result.template === null || result.template === undefined) return { fields: null, portrait: null };
  const found = Object.entries(fields).map(([wire, name]) => [wire, result.fields[name]?.text] as const);
  const given = withoutEmpty(Object.fromEntries(found));
  return {
    fields: Object.keys(given).length > 0 ? given : null,
    portrait: result.portrait ?? null,
  };
}

/** A value whose check digit is wrong, and which is not printed above the zone as well, is left out. */
async function readPassport(image: Uint8Array, context: ActionContext): Promise<DocumentFound> {
  const options = { today: context.clock.now(), portrait: true };
  const { zone, agreement, portrait, steps } = await recognise(ocrEngineCodes, () =>
    context.engine.readPassport({ image, options }),
  );
  context.addSteps(steps);
  if (!zone) return { fields: null, portrait: null };
  const known = (value: string, check: 'documentNumber' | 'birthDate' | 'expiryDate'): string | undefined =>
    zone.checks[check] === true || agreement?.[check] === 'agrees' ? value : undefined;
  return {
    fields: withoutEmpty({
      LicenseNumber: known(zone.documentNumber, 'documentNumber'),
      FullName: [zone.surname, zone.givenNames].filter(Boolean).join(' '),
      Surname: zone.surname,
      GivenName: zone.givenNames,
      Birthday: known(zone.birthDate.text, 'birthDate'),
      Sex: zone.sex,
      DateOfExpiration: known(zone.expiryDate.text, 'expiryDate'),
      IssuingCountry: zone.issuingState,
      NationalityCode: zone.nationality,
    }),
    portrait: portrait?.image ?? null,
  };
}

/** Reads the document that a verification asks for. @throws ApiError when the picture cannot be read */
export function readDocument(
  cardType: string,
  image: Uint8Array,
  context: ActionContext,
): Promise<DocumentFound> {
  const type = cardTypes[cardType];
  if (!type) throw new RangeError('there is no such type of card');
  return type.templates.length > 0 ? readCard(type, image, context) : readPassport(image, context);
}
