import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

const below = { places: [{ at: 'below' }, { at: 'right' }] } as const satisfies FieldTemplate;
const number = {
  shapes: ['A9999999A'],
  check: 'nric',
  characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  required: true,
  identification: 'identificationNumber',
} as const satisfies FieldTemplate;
const date = { format: { date: 'dmy', as: 'DD-MM-YYYY' }, characters: '0123456789-' } as const;

/** Singapore's identity card, NRIC, and the passes of foreigners, FIN. */
export const sgNric: DocumentTemplate = {
  id: 'sg-nric',
  title: 'Identity card of Singapore',
  script: 'chinese',
  country: 'SGP',
  sides: {
    front: {
      anchors: { state: { texts: ['REPUBLIC OF SINGAPORE'] } },
      marks: ['state', 'number', 'race'],
      least: 2,
      fields: {
        number: {
          ...number,
          labels: ['IDENTITY CARD NO.', 'IDENTITY CARD'],
          places: [{ at: 'right' }, { at: 'line' }],
        },
        name: {
          ...below,
          labels: ['Name'],
          lines: 2,
          pattern: /^[^\p{Script=Han}]+/u,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        chineseName: { places: [{ at: 'line', below: 'name', above: 'race' }], format: 'han-name' },
        race: { ...below, labels: ['Race'], format: 'name' },
        birth: {
          ...below,
          ...date,
          labels: ['Date of birth'],
          required: true,
          identification: 'dateOfBirth',
        },
        sex: { ...below, labels: ['Sex'], format: 'sex' },
        country: {
          ...below,
          labels: ['Country/Place of birth', 'Country of birth', 'Place of birth'],
          format: 'name',
        },
      },
    },
    back: {
      anchors: {
        nationality: { texts: ['Nationality'] },
        blood: { texts: ['Blood Group'] },
        note: { texts: ['This card must be returned'] },
      },
      marks: ['backNumber', 'postcode', 'expiry'],
      least: 2,
      fields: {
        backNumber: { ...number, labels: ['NRIC No.', 'FIN'], places: [{ at: 'right' }, { at: 'line' }] },
        issued: { ...below, ...date, labels: ['Date of issue'] },
        expiry: { ...below, ...date, labels: ['Date of expiry', 'Expiry date'] },
        address: { ...below, labels: ['Address'], lines: 4, identification: 'address' },
        postcode: {
          places: [{ at: 'line', below: 'address' }],
          pattern: /(?:SINGAPORE|\bS)\s*\(?(\d{6})\b/i,
        },
      },
    },
  },
};
