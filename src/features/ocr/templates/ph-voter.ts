import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

const beside = { places: [{ at: 'right' }, { at: 'below' }] } as const satisfies FieldTemplate;

/** Voter's card of the Commission on Elections of the Philippines. */
export const phVoter: DocumentTemplate = {
  id: 'ph-voter',
  title: "Voter's card of the Philippines",
  script: 'chinese',
  country: 'PHL',
  sides: {
    front: {
      anchors: {
        state: { texts: ['REPUBLIC OF THE PHILIPPINES', 'REPUBLIKA NG PILIPINAS'] },
        commission: { texts: ['COMMISSION ON ELECTIONS', 'COMELEC'] },
        middleName: { texts: ['Middle Name'] },
      },
      marks: ['commission', 'number', 'precinct', 'status', 'citizenship'],
      least: 3,
      fields: {
        /** Place and precinct of registration, month (A to L), day and year of birth, initials, sex and serial number. */
        number: {
          labels: ['VIN', "Voter's Identification Number"],
          places: [{ at: 'right' }, { at: 'line' }],
          shapes: [
            '9999-9999A-A9999AAA99999-9',
            '9999-9999-A9999AAA99999-9',
            '9999-9999A-A9999AA99999-9',
            '9999-9999A-A9999AAA99999',
          ],
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-',
          required: true,
          identification: 'identificationNumber',
        },
        firstName: {
          ...beside,
          labels: ['First Name', 'Given Name'],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        lastName: {
          ...beside,
          labels: ['Last Name', 'Surname'],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        birth: {
          ...beside,
          labels: ['Date of Birth', 'Birthdate'],
          format: { date: 'mdy' },
          identification: 'dateOfBirth',
        },
        status: { ...beside, labels: ['Civil Status'], format: 'name' },
        citizenship: { ...beside, labels: ['Citizenship'], format: 'name' },
        address: { ...beside, labels: ['Address'], lines: 3, identification: 'address' },
        precinct: {
          ...beside,
          labels: ['Precinct No', 'Precinct'],
          shapes: ['9999A', '9999', '9999A9'],
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
        },
      },
    },
  },
};
