import type { FieldTemplate } from '../../../engine/documents/types.ts';

/** Number of the register of residents: it tells the date of birth and the sex. */
export const residentNumber = {
  places: [{ at: 'line', below: 'title' }],
  pattern: /(?<!\d)[\dOI]{6}\s?-?\s?[\dOI]{7}(?!\d)/,
  shapes: ['999999-9999999'],
  check: 'korean-rrn',
  characters: '0123456789-',
  required: true,
  identification: 'identificationNumber',
} as const satisfies FieldTemplate;

/** A date that ends its line: `2015. 3. 7.` */
export const koreanDate = {
  pattern: /(?<!\d)(?:19|20)\d{2}[\s.]+\d{1,2}[\s.]+\d{1,2}[\s.]*$/,
  format: { date: 'ymd', as: 'DD/MM/YYYY' },
} as const satisfies FieldTemplate;

/**
 * What stands without a label around the field `number`, a `residentNumber`, and what follows from it.
 * @param addressLines most lines of the address
 */
export const holderFields = (addressLines: number) =>
  ({
    name: {
      places: [{ at: 'above', of: 'number' }],
      // Ideographs may follow, which the reader of Korean does not know.
      endsBelow: 0.85,
      pattern: /^\p{L}[\p{L} ]*\p{L}/u,
      required: true,
      identification: 'name',
    },
    address: {
      places: [{ at: 'below', of: 'number' }],
      lines: addressLines,
      format: 'korean-address',
      required: true,
      identification: 'address',
    },
    birthDate: { derive: { from: 'number', by: 'korean-birth' }, identification: 'dateOfBirth' },
    sex: { derive: { from: 'number', by: 'korean-sex' } },
  }) as const satisfies Readonly<Record<string, FieldTemplate>>;
