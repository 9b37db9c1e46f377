import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { holderFields, koreanDate, residentNumber } from './korea.ts';

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
        number: residentNumber,
        issueDate: {
          places: [{ at: 'line', below: 'number' }],
          ...koreanDate,
        },
        ...holderFields(4),
      },
    },
  },
};
