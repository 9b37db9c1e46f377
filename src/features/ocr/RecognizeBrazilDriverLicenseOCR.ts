import { confidencesOf, driverLicense } from './brazil.ts';
import { backImage, documentAction, printed } from './document-action.ts';

/** Reads a driving licence of Brazil, unfolded or its halves, of the models before and since 2022. Dates: `DD/MM/YYYY`. */
export const RecognizeBrazilDriverLicenseOCR = documentAction({
  name: 'RecognizeBrazilDriverLicenseOCR',
  rateLimit: 20,
  templates: driverLicense.templates,
  fields: driverLicense.fields,
  portrait: { asked: 'CropPortrait', given: 'PortraitImage', form: printed() },
  input: { ...backImage },
  output: {
    /** JSON: how sure each field is. */
    AdvancedInfo: printed(),
  },
  more: (document) => ({ AdvancedInfo: confidencesOf(driverLicense.fields, document) }),
});
