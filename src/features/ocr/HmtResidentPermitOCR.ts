import { z } from 'zod';
import { harmless } from '../personal-data.ts';
import { sideAsked } from './chinese-id-action.ts';
import { documentAction } from './document-action.ts';
import { hmtResidencePermit } from './templates/hmt-residence-permit.ts';

/** Reads either side of a residence permit of residents of Hong Kong, Macao and Taiwan. */
export const HmtResidentPermitOCR = documentAction({
  name: 'HmtResidentPermitOCR',
  rateLimit: 20,
  templates: [hmtResidencePermit],
  notFound: 'FailedOperation.ImageNoIdCard',
  input: { CardSide: harmless(z.enum(['FRONT', 'BACK']).optional()) },
  fields: {
    Name: 'name',
    Sex: 'sex',
    Birth: 'birthDate',
    Address: 'address',
    IdCardNo: 'number',
    ValidDate: 'validity',
    Authority: 'authority',
    VisaNum: 'issueCount',
    PassNo: 'passNumber',
  },
  output: {
    /** 0: the front was read, 1: the back. */
    CardType: harmless(z.number().int()),
  },
  options: ({ CardSide }) => sideAsked(CardSide),
  more: ({ sides }) => ({ CardType: sides[0] === 'back' ? 1 : 0 }),
});
