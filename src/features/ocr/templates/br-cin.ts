import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { brazilDate, brazilTitles, cpfNumber, otherTitles } from './brazil.ts';

/** Printed on the cards of the states, of foreigners and of drivers alone. */
const others = {
  texts: [
    ...['Doc. origem', 'Data de expedição', 'Registro civil', 'Polegar direito', 'Assinatura do diretor'],
    ...['Data de entrada', 'Sobrenome', 'Nº registro', 'Assinatura do portador'],
  ],
};

/** National identity card of Brazil (Carteira de Identidade Nacional) by decree 10977 of 2022; labels in Portuguese and English. */
export const brCin: DocumentTemplate = {
  id: 'br-cin',
  title: 'National identity card of Brazil since 2022',
  script: 'portuguese',
  country: 'BRA',
  sides: {
    front: {
      anchors: {
        ...brazilTitles,
        identity: { ...brazilTitles.identity, position: [0.049, 0.178] },
        republic: { texts: ['República Federativa do Brasil'], position: [0.049, 0.064] },
        socialName: { texts: ['Nome Social / Social Name'], position: [0.336, 0.375] },
        signature: { texts: ['Assinatura do Titular / Cardholder Signature', 'Assinatura do Titular'] },
        others,
      },
      marks: ['identity', 'socialName', 'cpf', 'expiry', 'nationality', 'sex'],
      // Dates and places of birth stand on the cards of the states, too.
      least: 2,
      never: [...otherTitles('identity'), 'others'],
      fields: {
        name: {
          labels: ['Nome / Name', 'Nome'],
          position: [0.336, 0.262],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.32, 0.28, 1.02, 0.35] }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        cpf: {
          labels: ['Registro Geral - CPF / Personal Number', 'Registro Geral - CPF'],
          position: [0.336, 0.462],
          valuePosition: [0.336, 0.505],
          places: [{ at: 'below' }, { at: 'line' }],
          ...cpfNumber,
          required: true,
          identification: 'identificationNumber',
        },
        number: { derive: { from: 'cpf', by: 'itself' } },
        sex: {
          labels: ['Sexo / Sex', 'Sexo'],
          position: [0.771, 0.462],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.75, 0.48, 1.02, 0.545] }],
          format: 'sex',
        },
        birth: {
          labels: ['Data de Nascimento / Date of Birth', 'Data de Nascimento'],
          position: [0.336, 0.575],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.32, 0.593, 0.67, 0.66] }],
          ...brazilDate,
          required: true,
          identification: 'dateOfBirth',
        },
        nationality: {
          labels: ['Nacionalidade / Nationality', 'Nacionalidade'],
          position: [0.682, 0.575],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.67, 0.593, 1.02, 0.66] }],
          format: 'latin-name',
        },
        birthplace: {
          labels: ['Naturalidade / Place of Birth', 'Naturalidade'],
          position: [0.336, 0.688],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.32, 0.706, 0.67, 0.775] }],
        },
        expiry: {
          labels: ['Data de Validade / Date of Expiry', 'Data de Validade'],
          position: [0.682, 0.688],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.67, 0.706, 1.02, 0.775] }],
          ...brazilDate,
        },
      },
    },
    back: {
      anchors: { ...brazilTitles, others, front: { texts: ['Naturalidade', 'Nacionalidade', 'CPF'] } },
      marks: ['parents', 'agency', 'issuePlace', 'issueDate'],
      least: 3,
      never: [...otherTitles('identity'), 'others', 'front'],
      fields: {
        parents: {
          labels: ['Filiação / Filiation', 'Filiação'],
          position: [0.049, 0.08],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.03, 0.1, 0.72, 0.22] }],
          lines: 4,
          format: 'latin-name',
          required: true,
        },
        agency: {
          labels: ['Órgão Expedidor / Card Issuer', 'Órgão Expedidor'],
          position: [0.049, 0.262],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.03, 0.28, 0.4, 0.35] }],
        },
        bloodType: {
          labels: ['Fator RH / Blood Type', 'Fator RH'],
          position: [0.415, 0.262],
          places: [{ at: 'below' }],
          format: 'blood-type',
        },
        issuePlace: {
          labels: ['Local / Place of Issue', 'Local'],
          position: [0.049, 0.378],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.03, 0.396, 0.4, 0.465] }],
        },
        issueDate: {
          labels: ['Data de Emissão / Issue Date', 'Data de Emissão'],
          position: [0.415, 0.378],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.4, 0.396, 0.72, 0.465] }],
          ...brazilDate,
        },
      },
    },
  },
};
