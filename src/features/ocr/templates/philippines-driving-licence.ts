import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Driving licence of the Philippines, Land Transportation Office, as issued since 2017. */
export const philippinesDrivingLicence: DocumentTemplate = {
  id: 'philippines-driving-licence',
  title: 'Driving licence of the Philippines',
  script: 'chinese',
  country: 'PHL',
  sides: {
    front: {
      anchors: {
        state: { texts: ['Republic of the Philippines'], position: [0.355, 0.055] },
        office: { texts: ['Land Transportation Office'], position: [0.295, 0.152] },
        department: {
          texts: ['Department of Transportation', 'Department of Transportation and Communications'],
        },
        title: {
          texts: ["Driver's License", "Non-Professional Driver's License", "Professional Driver's License"],
        },
        weight: { texts: ['Weight (kg)', 'Weight'] },
        height: { texts: ['Height (m)', 'Height'] },
        blood: { texts: ['Blood Type'] },
        eyes: { texts: ['Eyes Color', 'Eye Color'] },
        codes: { texts: ['DL Codes', 'Restrictions'] },
        conditions: { texts: ['Conditions'] },
        signature: { texts: ['Signature of Licensee'] },
        secretary: { texts: ['Assistant Secretary'] },
      },
      marks: ['state', 'office', 'department', 'title', 'number', 'agency', 'name'],
      least: 3,
      fields: {
        name: {
          labels: ['Last Name, First Name, Middle Name'],
          position: [0.326, 0.283],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.32, 0.295, 1, 0.375] }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        lastName: { derive: { from: 'name', by: 'filipino-last-name' } },
        firstName: { derive: { from: 'name', by: 'filipino-first-name' } },
        middleName: { derive: { from: 'name', by: 'filipino-middle-name' } },
        nationality: {
          labels: ['Nationality'],
          position: [0.326, 0.392],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.32, 0.405, 0.44, 0.475] }],
          pattern: /^[A-Z]{3,}/,
        },
        sex: {
          labels: ['Sex'],
          position: [0.455, 0.392],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.44, 0.405, 0.52, 0.475] }],
          format: 'sex',
        },
        birth: {
          labels: ['Date of Birth', 'Birth Date'],
          position: [0.534, 0.392],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.52, 0.405, 0.71, 0.475] }],
          format: { date: 'ymd', as: 'YYYY/MM/DD' },
          characters: '0123456789/',
          identification: 'dateOfBirth',
        },
        address: {
          labels: ['Address'],
          position: [0.326, 0.505],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.32, 0.52, 1, 0.645] }],
          lines: 3,
          identification: 'address',
        },
        number: {
          labels: ['License No.', 'License Number'],
          position: [0.326, 0.665],
          places: [{ at: 'below' }, { at: 'line' }, { at: 'zone', zone: [0.32, 0.68, 0.56, 0.75] }],
          valuePosition: [0.326, 0.708],
          shapes: ['A99-99-999999'],
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-',
          required: true,
          identification: 'identificationNumber',
        },
        expiry: {
          labels: ['Expiration Date'],
          position: [0.573, 0.665],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.56, 0.68, 0.78, 0.75] }],
          format: { date: 'ymd', as: 'YYYY/MM/DD' },
          characters: '0123456789/',
        },
        agency: {
          labels: ['Agency Code'],
          position: [0.79, 0.665],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.78, 0.68, 0.95, 0.75] }],
          shapes: ['A99', 'AA9'],
        },
      },
    },
  },
};
