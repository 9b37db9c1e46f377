import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { backImage, documentAction, printed } from './document-action.ts';
import { macaoIdCard } from './templates/macao-id-card.ts';
import { signedAngle } from './text-detection.ts';

const config = z.strictObject({ RetImage: z.enum(['', 'portrait']).optional() });

/** Whether `Config` asks for the portrait. @throws ApiError when it is no JSON, or asks for something else */
function asksPortrait(text: string | undefined): boolean {
  if (text === undefined || text === '') return false;
  try {
    return config.parse(JSON.parse(text)).RetImage === 'portrait';
  } catch {
    throw new ApiError('InvalidParameter.ConfigFormatError');
  }
}

/** Reads an identity card of residents of Macao. Dates are `DD-MM-YYYY`; the card's own check digit follows no published rule. */
export const RecognizeMacaoIDCardOCR = documentAction({
  name: 'RecognizeMacaoIDCardOCR',
  templates: [macaoIdCard],
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
  input: { ...backImage, Config: z.string().optional() },
  output: {
    RetImage: printed(),
    /** Degrees clockwise, -180 to 180, as the API has it: a text. */
    Angle: harmless(z.string()),
  },
  options: ({ Config }) => ({ portrait: asksPortrait(Config) }),
  more: ({ angle, portrait }) => ({
    Angle: String(signedAngle(angle)),
    ...(portrait ? { RetImage: Buffer.from(portrait).toString('base64') } : {}),
  }),
});
