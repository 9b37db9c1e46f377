import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Taxpayer's card of the Bureau of Internal Revenue of the Philippines: name and address have no labels. */
export const phTin: DocumentTemplate = {
  id: 'ph-tin',
  title: "Taxpayer's card of the Philippines",
  script: 'chinese',
  country: 'PHL',
  sides: {
    front: {
      anchors: {
        state: { texts: ['REPUBLIC OF THE PHILIPPINES', 'REPUBLIKA NG PILIPINAS'], position: [0.32, 0.06] },
        department: { texts: ['DEPARTMENT OF FINANCE', 'KAGAWARAN NG PANANALAPI'], position: [0.355, 0.117] },
        bureau: {
          texts: ['BUREAU OF INTERNAL REVENUE', 'KAWANIHAN NG RENTAS INTERNAS'],
          position: [0.2, 0.183],
        },
        signature: { texts: ['SIGNATURE'] },
      },
      marks: ['bureau', 'department'],
      least: 1,
      fields: {
        number: {
          labels: ['TIN', 'TAX IDENTIFICATION NUMBER'],
          position: [0.326, 0.56],
          places: [{ at: 'right' }, { at: 'line', below: 'bureau' }],
          shapes: ['999-999-999-999', '999-999-999-99999', '999-999-999'],
          characters: '0123456789-',
          required: true,
          identification: 'identificationNumber',
        },
        name: {
          labels: ['NAME'],
          places: [
            { at: 'right' },
            { at: 'zone', zone: [0.3, 0.27, 1.1, 0.375] },
            { at: 'line', below: 'bureau' },
          ],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        address: {
          labels: ['ADDRESS'],
          places: [
            { at: 'right' },
            { at: 'below', of: 'name' },
            { at: 'zone', zone: [0.3, 0.375, 1.1, 0.53] },
          ],
          lines: 3,
          identification: 'address',
        },
        birth: {
          labels: ['BIRTH DATE', 'DATE OF BIRTH'],
          position: [0.326, 0.635],
          places: [{ at: 'right' }, { at: 'below' }],
          format: { date: 'mdy' },
          characters: '0123456789/-',
          identification: 'dateOfBirth',
        },
        issued: {
          labels: ['ISSUE DATE', 'DATE OF ISSUE', 'DATE ISSUED'],
          position: [0.326, 0.71],
          places: [{ at: 'right' }, { at: 'below' }],
          format: { date: 'mdy' },
          characters: '0123456789/-',
        },
      },
    },
  },
};
