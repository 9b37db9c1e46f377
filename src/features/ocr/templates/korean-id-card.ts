import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Resident registration card of Korea. It has no labels: fields stand above and below the registration number. */
export const koreanIdCard: DocumentTemplate = {
  id: 'korean-id-card',
  title: 'Resident registration card of Korea',
  script: 'korean',
  country: 'KOR',
  sides: {
    front: {
      anchors: { title: { texts: ['주민등록증'] }, licence: { texts: ['자동차운전면허증'] } },
      marks: ['title'],
      least: 1,
      never: ['licence'],
      fields: {
        number: {
          places: [{ at: 'line', below: 'title' }],
          pattern: /(?<!\d)[\dOI]{6}\s?-?\s?[\dOI]{7}(?!\d)/,
          shapes: ['999999-9999999'],
          check: 'korean-rrn',
          characters: '0123456789-',
          required: true,
          identification: 'identificationNumber',
        },
        issueDate: {
          places: [{ at: 'line', below: 'number' }],
          pattern: /(?<!\d)(?:19|20)\d{2}[\s.]+\d{1,2}[\s.]+\d{1,2}[\s.]*$/,
          format: { date: 'ymd', as: 'DD/MM/YYYY' },
        },
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
          lines: 4,
          format: 'korean-address',
          required: true,
          identification: 'address',
        },
        birthDate: { derive: { from: 'number', by: 'korean-birth' }, identification: 'dateOfBirth' },
        sex: { derive: { from: 'number', by: 'korean-sex' } },
      },
    },
  },
};
