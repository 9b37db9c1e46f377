import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { stateNumber } from './br-rg.ts';
import { brazilDate, brazilTitles, cpfNumber, otherTitles } from './brazil.ts';

/** Identity card of the states of Brazil by decree 9278 of 2018: labels stand above their values. */
export const brRg2019: DocumentTemplate = {
  id: 'br-rg-2019',
  title: 'Identity card of a state of Brazil since 2019 (Registro Geral)',
  script: 'portuguese',
  country: 'BRA',
  proportions: 1.5,
  sides: {
    front: {
      anchors: {
        ...brazilTitles,
        republic: { texts: ['República Federativa do Brasil'], position: [0.235, 0.06] },
        signature: { texts: ['Assinatura do titular'] },
        others: { texts: ['Classificação', 'Data de entrada', 'Sexo / Sex', 'Nacionalidade', 'Doc. origem'] },
        number: { texts: ['Registro geral', 'Nº registro', 'RNE', 'RNM'] },
        thumb: { texts: ['Polegar direito'] },
      },
      marks: ['identity', 'signature', 'republic', 'bloodType', 'agency', 'birthplace', 'parents', 'remarks'],
      least: 4,
      never: [...otherTitles('identity'), 'others', 'number', 'thumb'],
      fields: {
        name: {
          labels: ['Nome'],
          position: [0.343, 0.197],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.33, 0.215, 1.02, 0.275] }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        parents: {
          labels: ['Filiação'],
          position: [0.343, 0.297],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.33, 0.315, 1.02, 0.425] }],
          lines: 4,
          format: 'latin-name',
        },
        birth: {
          labels: ['Data de nascimento', 'Data nascimento'],
          position: [0.343, 0.45],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.33, 0.468, 0.61, 0.53] }],
          ...brazilDate,
          required: true,
          identification: 'dateOfBirth',
        },
        birthplace: {
          labels: ['Naturalidade'],
          position: [0.627, 0.45],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.61, 0.468, 1.02, 0.53] }],
        },
        agency: {
          labels: ['Órgão expedidor'],
          position: [0.343, 0.553],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.33, 0.57, 0.61, 0.635] }],
        },
        bloodType: {
          labels: ['Fator RH'],
          position: [0.627, 0.553],
          places: [{ at: 'below' }],
          format: 'blood-type',
        },
        remarks: {
          labels: ['Observação', 'Observações'],
          position: [0.343, 0.655],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.33, 0.675, 1.02, 0.74] }],
          lines: 2,
        },
      },
    },
    back: {
      anchors: {
        ...brazilTitles,
        valid: { texts: ['Válida em todo o território nacional'], position: [0.216, 0.058] },
        director: { texts: ['Assinatura do diretor'], position: [0.396, 0.866] },
        law: { texts: ['Lei nº 7.116 de 29/08/83', 'Lei 7.116'], position: [0.358, 0.942] },
        voter: { texts: ['T. Eleitor', 'Título de eleitor'], position: [0.049, 0.459] },
        pension: { texts: ['NIS / PIS / PASEP'], position: [0.049, 0.568] },
        work: { texts: ['CTPS / Série / UF', 'CTPS'], position: [0.412, 0.459] },
        profession: { texts: ['Identidade profissional'], position: [0.412, 0.568] },
        military: { texts: ['Cert. militar', 'Certificado militar'], position: [0.049, 0.676] },
        licence2: { texts: ['CNH'] },
        health: { texts: ['CNS'] },
        thumb: { texts: ['Polegar direito'] },
      },
      marks: [
        'valid',
        'voter',
        'pension',
        'profession',
        'military',
        'civilRegister',
        'nationalNumber',
        'number',
      ],
      least: 3,
      never: [...otherTitles('identity')],
      fields: {
        cpf: {
          labels: ['CPF'],
          position: [0.049, 0.133],
          places: [{ at: 'below' }, { at: 'line' }],
          ...cpfNumber,
          identification: 'identificationNumber',
        },
        nationalNumber: {
          labels: ['DNI'],
          position: [0.412, 0.133],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.4, 0.15, 0.76, 0.215] }],
          pattern: /(?<!\d)\d{9,12}(?!\d)/,
          characters: '0123456789',
        },
        number: {
          labels: ['Registro geral'],
          position: [0.049, 0.24],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.03, 0.26, 0.4, 0.32] }],
          ...stateNumber,
          required: true,
          identification: 'identificationNumber',
        },
        issueDate: {
          labels: ['Data de expedição'],
          position: [0.412, 0.24],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.4, 0.26, 0.76, 0.32] }],
          ...brazilDate,
        },
        civilRegister: {
          labels: ['Registro civil'],
          position: [0.049, 0.35],
          places: [{ at: 'below' }, { at: 'zone', zone: [0.03, 0.37, 0.76, 0.43] }],
        },
      },
    },
  },
};
