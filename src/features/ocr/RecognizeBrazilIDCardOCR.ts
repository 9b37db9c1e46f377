import { idCard } from './brazil.ts';
import { backImage, documentAction, printed } from './document-action.ts';

/** Reads an identity card of Brazil: those of the states, by law of 1983 and decree of 2018, and the national one of 2022. Dates: `DD/MM/YYYY`. */
export const RecognizeBrazilIDCardOCR = documentAction({
  name: 'RecognizeBrazilIDCardOCR',
  rateLimit: 20,
  templates: idCard.templates,
  fields: idCard.fields,
  portrait: { asked: 'ReturnHeadImage', given: 'PortraitImage', form: printed() },
  input: { ...backImage },
});
