import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Malaysia's identity cards of one design: MyKad, MyPR, MyKAS and MyTentera. Name and address have no labels. */
export const myKad: DocumentTemplate = {
  id: 'my-kad',
  title: 'Identity card of Malaysia',
  script: 'chinese',
  country: 'MYS',
  sides: {
    front: {
      anchors: {
        title: { texts: ['KAD PENGENALAN'], position: [0.04, 0.075] },
        state: { texts: ['MALAYSIA'], position: [0.04, 0.138] },
        english: { texts: ['IDENTITY CARD'], position: [0.04, 0.2] },
        citizen: { texts: ['WARGANEGARA'], position: [0.682, 0.826] },
        permanent: { texts: ['PEMASTAUTIN TETAP'], position: [0.682, 0.826] },
        temporary: { texts: ['PENDUDUK SEMENTARA', 'PEMASTAUTIN SEMENTARA'], position: [0.682, 0.826] },
        religion: { texts: ['ISLAM'] },
        child: { texts: ['KANAK-KANAK'] },
      },
      marks: ['title', 'english', 'citizen', 'permanent', 'temporary'],
      least: 2,
      never: ['child'],
      fields: {
        kind: { places: [{ at: 'line' }], pattern: /^my\s?(?:kad|pr|kas|tentera)$/i },
        number: {
          places: [{ at: 'line' }],
          shapes: ['999999-99-9999'],
          check: 'mykad',
          characters: '0123456789-',
          required: true,
          identification: 'identificationNumber',
        },
        name: {
          places: [{ at: 'zone', zone: [-0.1, 0.58, 0.66, 0.715] }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        address: {
          places: [
            { at: 'zone', zone: [-0.1, 0.715, 0.66, 1.05] },
            { at: 'below', of: 'name' },
          ],
          lines: 6,
          identification: 'address',
        },
        sex: {
          places: [{ at: 'line', zone: [0.6, 0.7, 1.05, 1.05] }, { at: 'line' }],
          pattern: /LELAKI|PEREMPUAN/,
          derive: { from: 'number', by: 'mykad-sex' },
        },
        birth: { derive: { from: 'number', by: 'mykad-birth' }, identification: 'dateOfBirth' },
      },
    },
    back: {
      anchors: {
        office: { texts: ['PENDAFTARAN NEGARA'] },
        director: { texts: ['KETUA PENGARAH'] },
        chip: { texts: ['80K CHIP', '64K CHIP'] },
        state: { texts: ['MALAYSIA'] },
      },
      marks: ['office', 'director', 'chip', 'backNumber'],
      least: 2,
      fields: {
        backNumber: {
          places: [{ at: 'line' }],
          shapes: ['999999-99-9999-99-99', '999999-99-9999-99'],
          characters: '0123456789-',
          required: true,
        },
      },
    },
  },
};
