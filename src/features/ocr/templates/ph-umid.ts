import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Unified Multi-Purpose ID of the Philippines. */
export const phUmid: DocumentTemplate = {
  id: 'ph-umid',
  title: 'Unified Multi-Purpose ID of the Philippines',
  script: 'chinese',
  country: 'PHL',
  sides: {
    front: {
      anchors: {
        state: { texts: ['REPUBLIC OF THE PHILIPPINES', 'REPUBLIKA NG PILIPINAS'] },
        title: { texts: ['Unified Multi-Purpose ID'] },
      },
      marks: ['title', 'number', 'surname', 'givenName', 'middleName'],
      least: 3,
      fields: {
        number: {
          labels: ['CRN', 'Common Reference Number'],
          places: [{ at: 'right' }, { at: 'line' }],
          shapes: ['9999-9999999-9'],
          characters: '0123456789-',
          required: true,
          identification: 'identificationNumber',
        },
        givenName: {
          labels: ['GIVEN NAME'],
          places: [{ at: 'below' }, { at: 'right' }],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        middleName: {
          labels: ['MIDDLE NAME'],
          places: [{ at: 'below' }, { at: 'right' }],
          format: 'latin-name',
          identification: 'name',
        },
        surname: {
          labels: ['SURNAME'],
          places: [{ at: 'below' }, { at: 'right' }],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        sex: { labels: ['SEX'], places: [{ at: 'right' }, { at: 'below' }], format: 'sex' },
        birth: {
          labels: ['DATE OF BIRTH'],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'line' }],
          format: { date: 'ymd', as: 'YYYY/MM/DD' },
          characters: '0123456789/',
          required: true,
          identification: 'dateOfBirth',
        },
        address: {
          labels: ['ADDRESS'],
          places: [{ at: 'below' }, { at: 'right' }],
          lines: 4,
          identification: 'address',
        },
      },
    },
  },
};
