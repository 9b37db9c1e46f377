import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

const beside = { places: [{ at: 'right' }, { at: 'below' }] } as const satisfies FieldTemplate;

/** i-Kad, Malaysia's card of a foreign worker; its number is the passport's. */
export const myIKad: DocumentTemplate = {
  id: 'my-i-kad',
  title: "Malaysia's card of a foreign worker",
  script: 'chinese',
  country: 'MYS',
  sides: {
    front: {
      anchors: {
        office: { texts: ['JABATAN IMIGRESEN MALAYSIA', 'JABATAN IMIGRESEN'] },
        english: { texts: ['IMMIGRATION DEPARTMENT OF MALAYSIA', 'IMMIGRATION DEPARTMENT'] },
        nationality: { texts: ['Warganegara / Nationality', 'Warganegara', 'Nationality'] },
        employer: { texts: ['Majikan / Employer', 'Majikan', 'Employer'] },
        expiry: { texts: ['Sah Sehingga / Valid Until', 'Sah Sehingga', 'Valid Until'] },
      },
      marks: ['office', 'english', 'number', 'employer', 'expiry'],
      least: 2,
      fields: {
        number: {
          labels: ['No. Pasport / Passport No.', 'No. Pasport', 'Passport No.'],
          places: [{ at: 'right' }, { at: 'below' }],
          pattern: /^[A-Z\d]{6,12}$/,
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
          required: true,
          identification: 'identificationNumber',
        },
        name: {
          ...beside,
          labels: ['Nama / Name', 'Nama', 'Name'],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        sex: { ...beside, labels: ['Jantina / Gender', 'Jantina', 'Gender'], format: 'sex' },
        birth: {
          ...beside,
          labels: ['Tarikh Lahir / DOB', 'Tarikh Lahir', 'Date of Birth', 'DOB'],
          format: { date: 'dmy', as: 'YYYY-MM-DD' },
          identification: 'dateOfBirth',
        },
      },
    },
  },
};
