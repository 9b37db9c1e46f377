import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Card of the Social Security System of the Philippines: its number and name have no labels. */
export const phSss: DocumentTemplate = {
  id: 'ph-sss',
  title: 'Card of the Social Security System of the Philippines',
  script: 'chinese',
  country: 'PHL',
  sides: {
    front: {
      anchors: {
        state: { texts: ['REPUBLIC OF THE PHILIPPINES', 'REPUBLIKA NG PILIPINAS'] },
        title: { texts: ['SOCIAL SECURITY SYSTEM'] },
        successor: { texts: ['Unified Multi-Purpose ID'] },
        slogan: { texts: ['PROUD TO BE FILIPINO'] },
        signature: { texts: ['Signature'] },
      },
      marks: ['title'],
      least: 1,
      never: ['successor'],
      fields: {
        number: {
          labels: ['SS NUMBER', 'SSS NO', 'CRN'],
          places: [{ at: 'right' }, { at: 'line', below: 'title' }],
          shapes: ['99-9999999-9', '9999-9999999-9'],
          characters: '0123456789-',
          required: true,
          identification: 'identificationNumber',
        },
        name: {
          labels: ['Name'],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'line', below: 'title' }],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        birth: {
          labels: ['Date of Birth', 'Birth Date', 'DOB'],
          places: [{ at: 'below' }, { at: 'right' }],
          format: { date: 'mdy' },
          identification: 'dateOfBirth',
        },
      },
    },
  },
};
