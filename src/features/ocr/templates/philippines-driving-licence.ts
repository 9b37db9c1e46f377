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
        state: { texts: ['Republic of the Philippines'] },
        office: { texts: ['Land Transportation Office'] },
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
          places: [{ at: 'below' }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        lastName: { derive: { from: 'name', by: 'filipino-last-name' } },
        firstName: { derive: { from: 'name', by: 'filipino-first-name' } },
        middleName: { derive: { from: 'name', by: 'filipino-middle-name' } },
        nationality: { labels: ['Nationality'], places: [{ at: 'below' }], pattern: /^[A-Z]{3,}/ },
        sex: { labels: ['Sex'], places: [{ at: 'below' }], format: 'sex' },
        birth: {
          labels: ['Date of Birth', 'Birth Date'],
          places: [{ at: 'below' }],
          format: { date: 'ymd', as: 'YYYY/MM/DD' },
          characters: '0123456789/',
          identification: 'dateOfBirth',
        },
        address: {
          labels: ['Address'],
          places: [{ at: 'below' }],
          lines: 3,
          identification: 'address',
        },
        number: {
          labels: ['License No.', 'License Number'],
          places: [{ at: 'below' }, { at: 'line' }],
          shapes: ['A99-99-999999'],
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-',
          required: true,
          identification: 'identificationNumber',
        },
        expiry: {
          labels: ['Expiration Date'],
          places: [{ at: 'below' }],
          format: { date: 'ymd', as: 'YYYY/MM/DD' },
          characters: '0123456789/',
        },
        agency: { labels: ['Agency Code'], places: [{ at: 'below' }], shapes: ['A99', 'AA9'] },
      },
    },
  },
};
