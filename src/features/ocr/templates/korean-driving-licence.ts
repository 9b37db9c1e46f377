import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { holderFields, koreanDate, residentNumber } from './korea.ts';

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
        number: residentNumber,
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
          ...koreanDate,
        },
        serialNumber: {
          places: [{ at: 'line', below: 'title' }],
          pattern: /^(?=.*\d)[A-Z\d]{5,6}$/,
        },
        ...holderFields(3),
      },
    },
  },
};
