import { portraitsOf, rnm, zoneOf } from './brazil.ts';
import { backImage, documentAction, flag, printed } from './document-action.ts';

/** Reads either side of the card that Brazil gives migrants since 2018; each has a portrait. Dates: `DD/MM/YYYY`. */
export const RecognizeBrazilRNMOCR = documentAction({
  name: 'RecognizeBrazilRNMOCR',
  rateLimit: 20,
  templates: rnm.templates,
  fields: rnm.fields,
  input: { ...backImage, ReturnHeadImage: flag() },
  output: {
    /** The machine readable zone, a line feed between its lines. */
    MRZ: printed(),
    /** JPEG, Base64. */
    PortraitImage: printed(),
    PortraitImageBack: printed(),
  },
  options: ({ ReturnHeadImage }) => ({ portrait: ReturnHeadImage === true }),
  more: async (document, _input, context) => ({
    ...portraitsOf(document, rnm.portraits),
    ...(await zoneOf(document, context)),
  }),
});
