import type { FieldReading } from '../../engine/documents/types.ts';
import { backImage, documentAction, printed } from './document-action.ts';
import { myIKad } from './templates/my-i-kad.ts';
import { myKad } from './templates/my-kad.ts';
import { myKid } from './templates/my-kid.ts';

const FIELDS = { ID: 'number', Name: 'name', Address: 'address', Sex: 'sex', Birthday: 'birth' } as const;

/** How the answer spells what the card says of itself. */
const KINDS: Readonly<Record<string, string>> = {
  MYKAD: 'MyKad',
  MYPR: 'MyPR',
  MYTENTERA: 'MyTentera',
  MYKAS: 'MyKAS',
};

const kindOf = (template: string, kind: FieldReading | undefined): string | undefined => {
  if (template === myKid.id) return 'MyKid';
  if (template === myIKad.id) return 'IKAD';
  return KINDS[kind?.text.toUpperCase().replace(/\s/g, '') ?? ''];
};

const confidencesOf = (fields: Readonly<Record<string, FieldReading>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(FIELDS).flatMap(([wire, name]) => {
        const reading = fields[name];
        return reading ? [[wire, { Confidence: reading.confidence.toFixed(4) }]] : [];
      }),
    ),
  );

/** Reads a Malaysian card: MyKad, MyPR, MyKAS, MyTentera, MyKid or i-Kad; of MyKad's back, its number. */
export const MLIDCardOCR = documentAction({
  name: 'MLIDCardOCR',
  templates: [myKad, myKid, myIKad],
  notFound: 'FailedOperation.NoMASIDCard',
  fields: { ...FIELDS, MyKadNumber: 'backNumber' },
  portrait: { asked: 'RetImage', given: 'Image', form: printed() },
  input: { ...backImage },
  output: { Type: printed(), AdvancedInfo: printed() },
  more: ({ template, fields }) => {
    const kind = kindOf(template.id, fields['kind']);
    return { ...(kind === undefined ? {} : { Type: kind }), AdvancedInfo: confidencesOf(fields) };
  },
});
