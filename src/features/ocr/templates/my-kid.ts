import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

const beside = { places: [{ at: 'right' }, { at: 'below' }] } as const satisfies FieldTemplate;

/** MyKid, the card of a Malaysian child. */
export const myKid: DocumentTemplate = {
  id: 'my-kid',
  title: "Malaysia's card of a child",
  script: 'chinese',
  country: 'MYS',
  sides: {
    front: {
      anchors: {
        title: { texts: ['KAD PENGENALAN KANAK-KANAK', 'KANAK-KANAK'] },
        logo: { texts: ['MyKid'] },
        adult: { texts: ['IDENTITY CARD'] },
        state: { texts: ['MALAYSIA'] },
      },
      marks: ['title', 'number', 'birth'],
      least: 2,
      never: ['adult'],
      fields: {
        number: {
          labels: ['No. K/P', 'No. Kad Pengenalan', 'No. MyKid'],
          places: [{ at: 'right' }, { at: 'line' }],
          shapes: ['999999-99-9999'],
          check: 'mykad',
          characters: '0123456789-',
          required: true,
          identification: 'identificationNumber',
        },
        name: {
          ...beside,
          labels: ['Nama'],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        sex: {
          ...beside,
          labels: ['Jantina'],
          pattern: /LELAKI|PEREMPUAN/,
          derive: { from: 'number', by: 'mykad-sex' },
        },
        birth: {
          ...beside,
          labels: ['Tarikh Lahir'],
          format: { date: 'dmy', as: 'YYYY-MM-DD' },
          identification: 'dateOfBirth',
        },
        address: { ...beside, labels: ['Alamat'], lines: 6, identification: 'address' },
      },
    },
  },
};
