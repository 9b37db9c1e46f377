import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Driving licence of Korea. Most fields stand without labels, above and below the resident registration number. */
export const koreanDrivingLicence: DocumentTemplate = {
  id: 'korean-driving-licence',
  title: 'Driving licence of Korea',
  script: 'korean',
  country: 'KOR',
  sides: {
    front: {
      anchors: {
        title: { texts: ['자동차운전면허증'] },
        english: { texts: ["Driver's License"] },
        conditions: { texts: ['조건'] },
      },
      marks: ['title', 'renewalPeriod', 'number', 'licenceNumber'],
      least: 2,
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
        licenceNumber: {
          places: [{ at: 'line', below: 'title' }],
          pattern: /(?:\p{Script=Hangul}{2}\s?|(?<!\d)\d{2}\s?-\s?)\d{2}\s?-\s?\d{6}\s?-\s?\d{2}(?!\d)/u,
          required: true,
        },
        type: {
          places: [{ at: 'line', below: 'title' }],
          pattern: /^[12]\s?종\s?\p{Script=Hangul}{2}/u,
        },
        renewalPeriod: {
          labels: ['적성검사기간', '갱신기간', '적성검사', '갱신기간만료일'],
          places: [{ at: 'right' }, { at: 'line', below: 'number' }],
          pattern: /(?<!\d)\d{4}.?\d{2}.?\d{2}.{0,3}\d{4}.?\d{2}.?\d{2}/,
          format: { date: 'ymd', as: 'DD/MM/YYYY', until: '~' },
        },
        issueDate: {
          places: [
            { at: 'line', below: 'renewalPeriod' },
            { at: 'line', below: 'number' },
          ],
          pattern: /(?<!\d)(?:19|20)\d{2}[\s.]+\d{1,2}[\s.]+\d{1,2}[\s.]*$/,
          format: { date: 'ymd', as: 'DD/MM/YYYY' },
        },
        serialNumber: {
          places: [{ at: 'line', below: 'title' }],
          pattern: /^(?=.*\d)[A-Z\d]{5,6}$/,
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
          lines: 3,
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
