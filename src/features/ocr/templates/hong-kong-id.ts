import type { DocumentTemplate, Place } from '../../../engine/documents/types.ts';

/** Between the card's title and the date of birth, or where that was not seen anywhere below the title. */
const NAMES: readonly Place[] = [
  { at: 'line', below: 'permanent', above: 'birth' },
  { at: 'line', below: 'ordinary', above: 'birth' },
  { at: 'line', below: 'permanent' },
  { at: 'line', below: 'ordinary' },
];

/** Identity card of Hong Kong, the smart cards of 2003 and 2018: Registration of Persons Regulations (Cap. 177A), schedule 1. */
export const hongKongId: DocumentTemplate = {
  id: 'hong-kong-id',
  title: 'Identity card of Hong Kong',
  script: 'chinese',
  country: 'HKG',
  sides: {
    front: {
      anchors: {
        permanent: { texts: ['HONG KONG PERMANENT IDENTITY CARD', '香港永久性居民身份證'] },
        ordinary: { texts: ['HONG KONG IDENTITY CARD', '香港身份證', '香港居民身份證'] },
        issued: { texts: ['簽發日期', '签发日期', '發日期', 'Date of Issue'] },
      },
      marks: ['permanent', 'ordinary', 'birth', 'issued', 'number'],
      least: 2,
      fields: {
        chineseName: {
          places: NAMES,
          // Not every card has one: printed texts that were not known as such are none.
          pattern: /^(?!.*(?:日期|出生|身份|香港)).+$/,
          format: 'han-name',
        },
        englishName: {
          places: NAMES,
          pattern: /^\p{Lu}[\p{L}' -]*,\s?\p{Lu}[\p{L}',. -]*$/u,
          format: 'title-name',
          required: true,
          identification: 'name',
        },
        telexCode: {
          places: NAMES,
          pattern: /^\d{4}(?:\s?\d{4}){0,5}$/,
        },
        birth: {
          labels: ['出生日期', 'Date of Birth'],
          places: [{ at: 'below' }, { at: 'right' }, { at: 'line' }],
          format: { date: 'dmy', as: 'DD-MM-YYYY' },
          characters: '0123456789-',
          identification: 'dateOfBirth',
        },
        sex: {
          places: [{ at: 'line', below: 'birth' }, { at: 'line' }],
          pattern: /[男女]\s?[MF]/,
          format: 'solid',
        },
        symbols: {
          places: [{ at: 'line', below: 'birth' }],
          pattern: /^\*{0,3}\s?[ABCLNORUWXYZ]{1,4}\d?$/,
        },
        firstIssue: {
          places: [{ at: 'line', below: 'issued' }, { at: 'line' }],
          pattern: /\((\d\d-\d\d)\)/,
        },
        issue: {
          places: [{ at: 'line', below: 'issued' }, { at: 'line' }],
          pattern: /(?<!\d)\d\d-\d\d-\d\d(?!\d)/,
        },
        number: {
          places: [{ at: 'line' }],
          pattern: /[A-Z0-9]{6,8}\s?\(\s?[\dA-Z]\s?\)/,
          shapes: ['A999999(#)', 'AA999999(#)'],
          check: 'hk-id',
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()',
          required: true,
          identification: 'identificationNumber',
        },
      },
    },
  },
};
