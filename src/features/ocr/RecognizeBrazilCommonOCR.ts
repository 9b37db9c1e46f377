import { z } from 'zod';
import type { ActionContext } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { driverLicense, idCard, portraitsOf, rne, rnm, textsOf, zoneOf } from './brazil.ts';
import { backImage, documentAction, flag } from './document-action.ts';
import type { DocumentRead } from './read-sides.ts';

const KINDS = [
  { ...rne, type: 1, name: 'RNE' },
  { ...rnm, type: 2, name: 'RNM' },
  { ...idCard, type: 3, name: 'IDCard' },
  { ...driverLicense, type: 4, name: 'DriverLicense' },
] as const;

/** Fields and portraits as in the action for the kind alone; absent: not found. */
const texts = (...names: readonly string[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, z.string().exactOptional()]))).exactOptional();

async function answer(document: DocumentRead, context: ActionContext) {
  const kind = KINDS.find(({ templates }) => templates.some(({ id }) => id === document.template.id));
  if (!kind) return {};
  const result = {
    ...textsOf(kind.fields, document),
    ...portraitsOf(document, kind.portraits),
    ...(kind.type <= 2 ? await zoneOf(document, context) : {}),
  };
  return { Type: kind.type, Result: { [kind.name]: result } };
}

/** Tells which document of Brazil an image shows, and reads it as the action for that kind does. */
export const RecognizeBrazilCommonOCR = documentAction({
  name: 'RecognizeBrazilCommonOCR',
  rateLimit: 20,
  templates: KINDS.flatMap(({ templates }) => [...templates]),
  input: { ...backImage, ReturnHeadImage: flag() },
  output: {
    /** 1: RNE, 2: RNM, 3: identity card, 4: driving licence. */
    Type: harmless(z.number().int()),
    Result: carries(
      'ocr.images-and-results',
      z.object({
        RNE: texts(...Object.keys(rne.fields), 'MRZ', 'PortraitImage'),
        RNM: texts(...Object.keys(rnm.fields), 'MRZ', 'PortraitImage', 'PortraitImageBack'),
        DriverLicense: texts(...Object.keys(driverLicense.fields), 'PortraitImage'),
        IDCard: texts(...Object.keys(idCard.fields), 'PortraitImage'),
      }),
    ),
  },
  options: ({ ReturnHeadImage }) => ({ portrait: ReturnHeadImage === true }),
  more: (document, _input, context) => answer(document, context),
});
