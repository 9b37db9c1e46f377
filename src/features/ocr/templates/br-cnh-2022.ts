import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { category, parents, recordNumber, registerNumber } from './br-cnh.ts';
import { brazilDate, brazilTitles, cpfNumber, otherTitles } from './brazil.ts';

const common = {
  ...brazilTitles,
  older: { texts: ['Data nascimento', 'Assinatura do emissor', 'Departamento Nacional de Trânsito'] },
} as const;

/** Driving licence of Brazil by resolution 886 of 2021 of the traffic council: labels have the numbers of the Vienna convention. */
export const brCnh2022: DocumentTemplate = {
  id: 'br-cnh-2022',
  title: 'Driving licence of Brazil since 2022',
  script: 'portuguese',
  country: 'BRA',
  proportions: 1.417,
  sides: {
    front: {
      anchors: {
        ...common,
        licence: { ...brazilTitles.licence, position: [0.047, 0.19] },
        republic: { texts: ['República Federativa do Brasil'], position: [0.047, 0.055] },
        traffic: { texts: ['Secretaria Nacional de Trânsito'], position: [0.047, 0.14] },
        english: { texts: ['Driver License', 'Permiso de Conducción'] },
        moped: { texts: ['ACC'] },
        signature: { texts: ['7 Assinatura do portador', 'Assinatura do portador'] },
        nationality: { texts: ['Nacionalidade'], position: [0.329, 0.79] },
      },
      marks: ['licence', 'traffic', 'name', 'birth', 'identityDocument', 'category', 'number', 'expiry'],
      least: 4,
      never: [...otherTitles('licence'), 'older'],
      fields: {
        name: {
          labels: ['2 e 1 nome e sobrenome', 'Nome e sobrenome'],
          position: [0.047, 0.255],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.03, 0.275, 0.75, 0.34] }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        firstLicence: {
          labels: ['1ª habilitação', '1 habilitação'],
          position: [0.765, 0.255],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.75, 0.275, 1.02, 0.34] }],
          ...brazilDate,
        },
        birth: {
          labels: ['3 data, local e UF de nascimento', 'Data, local e UF de nascimento'],
          position: [0.329, 0.365],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.31, 0.383, 1.02, 0.448] }],
          pattern: /^.*?\d{4}/,
          ...brazilDate,
          required: true,
          identification: 'dateOfBirth',
        },
        issueDate: {
          labels: ['4a data emissão', 'Data emissão'],
          position: [0.329, 0.471],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.31, 0.49, 0.55, 0.555] }],
          ...brazilDate,
        },
        expiry: {
          labels: ['4b validade', 'Validade'],
          position: [0.565, 0.471],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.55, 0.49, 0.79, 0.555] }],
          ...brazilDate,
        },
        identityDocument: {
          labels: ['4c doc identidade / órg emissor / UF', 'Doc identidade / órg emissor / UF'],
          position: [0.329, 0.578],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.31, 0.596, 1.02, 0.66] }],
        },
        cpf: {
          labels: ['4d CPF', 'CPF'],
          position: [0.329, 0.685],
          valuePosition: [0.329, 0.73],
          places: [{ at: 'below' }, { at: 'line' }, { at: 'zone', zone: [0.31, 0.703, 0.6, 0.768] }],
          ...cpfNumber,
          required: true,
          identification: 'identificationNumber',
        },
        number: {
          labels: ['5 nº registro', 'Nº registro', 'N registro'],
          position: [0.612, 0.685],
          valuePosition: [0.612, 0.73],
          places: [{ at: 'below' }, { at: 'line' }, { at: 'zone', zone: [0.6, 0.703, 0.86, 0.768] }],
          ...registerNumber,
        },
        category: {
          labels: ['9 cat hab', 'Cat hab'],
          position: [0.87, 0.685],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.855, 0.703, 1.02, 0.768] }],
          ...category,
        },
        parents: {
          labels: ['Filiação'],
          position: [0.047, 0.885],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'zone', zone: [0.15, 0.86, 1.02, 0.97] }],
          ...parents,
        },
      },
    },
    back: {
      anchors: {
        ...common,
        categories: { texts: ['ACC', 'C1E', 'D1E'] },
        upper: { texts: ['Nº registro', 'Filiação', 'CPF', 'Nome e sobrenome'] },
        signed: { texts: ['Assinado digitalmente'] },
        department: { texts: ['Departamento Estadual de Trânsito', 'DETRAN'] },
      },
      marks: ['categories', 'remarks', 'place', 'signed', 'department', 'recordNumber'],
      least: 4,
      never: [...otherTitles('licence'), 'upper', 'older'],
      fields: {
        remarks: {
          labels: ['12 observações', 'Observações'],
          position: [0.047, 0.53],
          places: [{ at: 'below' }],
          lines: 3,
        },
        place: {
          labels: ['Local'],
          // Numbers stand right of it.
          pattern: /^[^\d]{2,}(?=\s\S*\d|$)/,
          position: [0.047, 0.74],
          places: [{ at: 'below' }],
        },
        recordNumber: { ...recordNumber, required: true },
      },
    },
  },
};
