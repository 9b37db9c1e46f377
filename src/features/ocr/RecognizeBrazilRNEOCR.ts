import { rne, zoneOf } from './brazil.ts';
import { backImage, documentAction, printed } from './document-action.ts';

/** Reads either side of the card that Brazil gave foreigners until 2018. Dates: `DD/MM/YYYY`. */
export const RecognizeBrazilRNEOCR = documentAction({
  name: 'RecognizeBrazilRNEOCR',
  rateLimit: 20,
  templates: rne.templates,
  fields: rne.fields,
  portrait: { asked: 'ReturnHeadImage', given: 'PortraitImage', form: printed() },
  input: { ...backImage },
  output: {
    /** The machine readable zone, a line feed between its lines. */
    MRZ: printed(),
  },
  more: (document, _input, context) => zoneOf(document, context),
});
