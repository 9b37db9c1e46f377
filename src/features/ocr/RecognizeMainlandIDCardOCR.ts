import { z } from 'zod';
import { harmless } from '../personal-data.ts';
import { chineseIdFields, cutCard, sideAsked } from './chinese-id-action.ts';
import { documentAction, flag, printed } from './document-action.ts';
import { cnId } from './templates/cn-id.ts';

/** Reads either side of an identity card of the mainland, as the international edition has it. */
export const RecognizeMainlandIDCardOCR = documentAction({
  name: 'RecognizeMainlandIDCardOCR',
  templates: [cnId],
  notFound: 'FailedOperation.ImageNoIdCard',
  input: {
    CardSide: harmless(z.enum(['FRONT', 'BACK']).optional()),
    CropIdCard: flag(),
  },
  fields: chineseIdFields,
  portrait: { asked: 'CropPortrait', given: 'PortraitImage', form: printed() },
  output: { IdCardImage: printed() },
  options: ({ CardSide }) => sideAsked(CardSide),
  more: async ({ images: [image] }, { CropIdCard }, context) =>
    CropIdCard && image ? { IdCardImage: await cutCard(image, context) } : {},
});
