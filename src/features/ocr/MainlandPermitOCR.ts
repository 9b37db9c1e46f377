import { z } from 'zod';
import { carries, harmless } from '../personal-data.ts';
import { sideAsked } from './chinese-id-action.ts';
import { documentAction, printed } from './document-action.ts';
import type { DocumentRead } from './read-sides.ts';
import {
  hongKongMacaoPermit,
  permitToHongKongMacao,
  permitTypes,
  taiwanPermit,
} from './templates/travel-permits.ts';

const backOf = ({ template, fields }: DocumentRead) => ({
  Type: permitTypes[template.id] ?? '',
  Name: fields['backName']?.text ?? '',
  IDNumber: fields['idNumber']?.text ?? '',
  HistoryNumber: fields['historyNumber']?.text ?? '',
});

/** Reads a permit of residents of Hong Kong, Macao and Taiwan for journeys to the mainland; the back of the first two. */
export const MainlandPermitOCR = documentAction({
  name: 'MainlandPermitOCR',
  rateLimit: 20,
  templates: [hongKongMacaoPermit, taiwanPermit, permitToHongKongMacao],
  fields: {
    Name: 'name',
    EnglishName: 'latinName',
    Sex: 'sex',
    Birthday: 'birthDate',
    IssueAuthority: 'authority',
    ValidDate: 'validity',
    Number: 'number',
    IssueAddress: 'place',
    IssueNumber: 'issueCount',
    Nationality: 'nationality',
  },
  portrait: { asked: 'RetProfile', given: 'Profile', form: printed() },
  input: { CardSide: harmless(z.enum(['FRONT', 'BACK']).optional()) },
  output: {
    /** The title of the permit. */
    Type: printed(),
    MainlandTravelPermitBackInfos: carries(
      'ocr.images-and-results',
      z
        .object({ Type: z.string(), Name: z.string(), IDNumber: z.string(), HistoryNumber: z.string() })
        .exactOptional(),
    ),
  },
  options: ({ CardSide }) => sideAsked(CardSide ?? 'FRONT'),
  more: (document) => ({
    Type: permitTypes[document.template.id] ?? '',
    ...(document.sides[0] === 'back' ? { MainlandTravelPermitBackInfos: backOf(document) } : {}),
  }),
});
