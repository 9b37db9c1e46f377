import { documentAction, located } from './document-action.ts';
import { phSss } from './templates/ph-sss.ts';
import { phUmid } from './templates/ph-umid.ts';

/** Reads a card of the Social Security System of the Philippines, or the Unified Multi-Purpose ID that replaced it, whose name stands in parts. */
export const RecognizePhilippinesSssIDOCR = documentAction({
  name: 'RecognizePhilippinesSssIDOCR',
  rateLimit: 20,
  templates: [phSss, phUmid],
  located: { LicenseNumber: 'number', FullName: 'name', Birthday: 'birth' },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadPortrait', form: located() },
  output: { FullName: located() },
  more: ({ template, fields: { surname, givenName, middleName } }) => {
    if (template.id !== phUmid.id || !surname) return {};
    const given = [givenName, middleName].flatMap((part) => part?.text ?? []).join(' ');
    return { FullName: { Value: `${surname.text}, ${given}`, Polygon: [] } };
  },
});
