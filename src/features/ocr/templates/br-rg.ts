import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';
import { brazilDate, brazilTitles, cpfNumber, otherTitles } from './brazil.ts';

/** The number that a state gave: with points, a check digit or letter, the state's letters, as each of them prints it. */
export const stateNumber = {
  pattern: /(?:[A-Z]{2}\s?-?\s?)?\d{1,3}(?:[.\s]?\d{3}){1,3}(?:\s?-\s?[\dX]{1,2})?(?!\d)/,
  format: 'solid',
  characters: '0123456789.-XMGSPRJ',
} as const satisfies Partial<FieldTemplate>;

/** Identity card of the states of Brazil by law 7116 of 1983: photograph on one side, the person's data on the other. */
export const brRg: DocumentTemplate = {
  id: 'br-rg',
  title: 'Identity card of a state of Brazil (Registro Geral)',
  script: 'portuguese',
  country: 'BRA',
  proportions: 1.5,
  sides: {
    front: {
      anchors: {
        ...brazilTitles,
        republic: { texts: ['República Federativa do Brasil'] },
        state: { texts: ['Estado de', 'Estado do', 'Estado da', 'Distrito Federal'] },
        thumb: { texts: ['Polegar direito'] },
        signature: { texts: ['Assinatura do titular'] },
        name: { texts: ['Nome'] },
        cpf: { texts: ['CPF'] },
      },
      marks: ['identity', 'thumb', 'signature', 'republic', 'agency'],
      least: 3,
      never: [...otherTitles('identity'), 'name', 'cpf'],
      fields: {
        agency: {
          places: [{ at: 'line' }],
          pattern: /^(?:Secretaria|Polícia|Detran|Departamento)\s.+/i,
          known: [
            'SECRETARIA DA SEGURANÇA PÚBLICA',
            'SECRETARIA DE SEGURANÇA PÚBLICA',
            'SECRETARIA DE ESTADO DA SEGURANÇA PÚBLICA',
            'SECRETARIA DE ESTADO DE SEGURANÇA PÚBLICA',
            'POLÍCIA CIVIL',
          ],
        },
      },
    },
    back: {
      anchors: {
        ...brazilTitles,
        valid: { texts: ['Válida em todo o território nacional'], position: [0.206, 0.07] },
        director: { texts: ['Assinatura do diretor'], position: [0.385, 0.86] },
        law: { texts: ['Lei nº 7.116 de 29/08/83', 'Lei 7.116'] },
        newer: { texts: ['DNI', 'Registro civil', 'Fator RH', 'Órgão expedidor', 'T. Eleitor'] },
        licensed: { texts: ['Nº registro', 'Validade', 'Habilitação', 'Cat. hab.'] },
      },
      marks: ['valid', 'director', 'law', 'number', 'birthplace', 'parents', 'origin', 'birth'],
      least: 3,
      never: [...otherTitles('identity'), 'newer', 'licensed'],
      fields: {
        number: {
          labels: ['Registro geral', 'Registro', 'Geral'],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'zone', zone: [0.17, 0.135, 0.56, 0.2] }],
          ...stateNumber,
          required: true,
          identification: 'identificationNumber',
        },
        issueDate: {
          labels: ['Data de expedição', 'Expedição'],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'zone', zone: [0.68, 0.135, 1, 0.2] }],
          ...brazilDate,
        },
        name: {
          labels: ['Nome'],
          position: [0.049, 0.26],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'zone', zone: [0.17, 0.22, 1, 0.29] }],
          lines: 2,
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        parents: {
          labels: ['Filiação'],
          position: [0.049, 0.345],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'zone', zone: [0.17, 0.305, 1, 0.44] }],
          lines: 4,
          format: 'latin-name',
        },
        birthplace: {
          labels: ['Naturalidade'],
          position: [0.049, 0.503],
          places: [{ at: 'below' }, { at: 'right' }, { at: 'zone', zone: [-0.02, 0.52, 0.55, 0.59] }],
        },
        birth: {
          labels: ['Data de nascimento'],
          position: [0.569, 0.503],
          places: [{ at: 'below' }, { at: 'right' }, { at: 'zone', zone: [0.55, 0.52, 1, 0.59] }],
          ...brazilDate,
          required: true,
          identification: 'dateOfBirth',
        },
        origin: {
          labels: ['Doc. origem', 'Doc origem', 'Documento de origem'],
          position: [0.049, 0.637],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'zone', zone: [0.17, 0.6, 1, 0.675] }],
          lines: 2,
          // The number of the line below begins where a second line would.
          pattern: /^.+?(?=\s\d{3}[.\s]?\d{3}[.\s]?\d{3}\s?[-/]\s?\d{2}$|$)/,
        },
        cpf: {
          labels: ['CPF'],
          position: [0.049, 0.722],
          places: [{ at: 'right' }, { at: 'below' }, { at: 'line' }],
          ...cpfNumber,
          identification: 'identificationNumber',
        },
      },
    },
  },
};
