import type { DocumentTemplate, Place } from '../../../engine/documents/types.ts';

/** Newer prints have labels above their values, older ones left of them. */
const beside: readonly Place[] = [{ at: 'right' }, { at: 'below' }];

const year = { pattern: /(?<!\d)(?:19|20)\d{2}(?!\d)/, characters: '0123456789' } as const;

/** Mexico's credential for voting (INE, before 2014 IFE): the front of all models. */
export const mxIne: DocumentTemplate = {
  id: 'mx-ine',
  title: "Voter's credential of Mexico",
  script: 'spanish',
  country: 'MEX',
  sides: {
    front: {
      anchors: {
        state: { texts: ['México', 'Estados Unidos Mexicanos'] },
        institute: { texts: ['Instituto Nacional Electoral'], position: [0.267, 0.059] },
        former: { texts: ['Instituto Federal Electoral', 'Registro Federal de Electores'] },
        title: { texts: ['Credencial para votar'], position: [0.267, 0.119] },
        brazil: { texts: ['República Federativa do Brasil', 'Carteira Nacional de Habilitação', 'Filiação'] },
      },
      marks: ['institute', 'former', 'title', 'elector', 'curp', 'section', 'registered'],
      least: 2,
      never: ['brazil'],
      fields: {
        elector: {
          labels: ['Clave de elector'],
          position: [0.326, 0.633],
          places: [...beside, { at: 'line' }, { at: 'zone', zone: [0.5, 0.61, 1.02, 0.665] }],
          pattern: /(?<![A-Z\d])[A-Z0-9]{6}\s?[\dOI]{8}\s?[HM]\s?[\dOI]{3}(?![A-Z\d])/,
          shapes: ['AAAAAA99999999H999', 'AAAAAA99999999M999'],
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
          required: true,
          identification: 'identificationNumber',
        },
        curp: {
          labels: ['CURP'],
          position: [0.326, 0.693],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'line' }],
          shapes: ['AAAA999999HAAAAA#9', 'AAAA999999MAAAAA#9', 'AAAA999999XAAAAA#9'],
          check: 'curp',
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
          required: true,
          identification: 'identificationNumber',
        },
        name: {
          labels: ['Nombre'],
          position: [0.326, 0.204],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.31, 0.225, 0.68, 0.385] }],
          lines: 3,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        address: {
          labels: ['Domicilio'],
          position: [0.326, 0.408],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.31, 0.425, 1.02, 0.6] }],
          lines: 4,
          identification: 'address',
        },
        sex: {
          labels: ['Sexo'],
          position: [0.86, 0.204],
          places: [...beside, { at: 'zone', zone: [0.91, 0.17, 1.02, 0.24] }],
          pattern: /^[HM](?!\p{L})/u,
          derive: { from: 'curp', by: 'curp-sex' },
        },
        birth: {
          labels: ['Fecha de nacimiento'],
          places: [{ at: 'below' }, { at: 'right' }],
          format: { date: 'dmy', as: 'DD/MM/YYYY' },
          characters: '0123456789/',
          derive: { from: 'curp', by: 'curp-birth' },
          identification: 'dateOfBirth',
        },
        registered: {
          labels: ['Año de registro'],
          position: [0.682, 0.693],
          places: beside,
          pattern: /(?<!\d)(?:19|20)\d{2}\s?\d{2}(?!\d)/,
          shapes: ['9999 99'],
          characters: '0123456789 ',
        },
        section: {
          labels: ['Sección'],
          places: beside,
          pattern: /^\d{4}(?!\d)/,
          characters: '0123456789',
        },
        state: { labels: ['Estado'], places: beside, pattern: /^\d{2}(?!\d)/, characters: '0123456789' },
        municipality: {
          labels: ['Municipio'],
          places: beside,
          pattern: /^\d{3}(?!\d)/,
          characters: '0123456789',
        },
        locality: {
          labels: ['Localidad'],
          places: beside,
          pattern: /^\d{4}(?!\d)/,
          characters: '0123456789',
        },
        emission: { labels: ['Emisión'], places: beside, ...year },
        expiry: {
          labels: ['Vigencia'],
          places: beside,
          pattern: /(?<!\d)(?:20\d{2}\s?-\s?)?20\d{2}(?!\d)/,
          shapes: ['9999', '9999-9999'],
          characters: '0123456789-',
        },
      },
    },
  },
};
