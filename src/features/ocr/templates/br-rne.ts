import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import {
  besideOrBelow,
  brazilDate,
  brazilTitles,
  migrantNumber,
  numberUnder,
  otherTitles,
  under,
} from './brazil.ts';

const number = { labels: ['RNE'], ...migrantNumber, identification: 'identificationNumber' } as const;
const classification = {
  labels: ['Classificação'],
  known: ['PERMANENTE', 'TEMPORÁRIO', 'PROVISÓRIO', 'ASILADO', 'REFUGIADO', 'FRONTEIRIÇO', 'OFICIAL'],
} as const;
const expiry = { labels: ['Validade'], ...brazilDate } as const;
const name = { labels: ['Nome'], format: 'latin-name', identification: 'name' } as const;
const parents = { labels: ['Filiação'], format: 'latin-name' } as const;
const nationality = { labels: ['Nacionalidade'], format: 'latin-name' } as const;
const birthplace = { labels: ['Naturalidade (País)', 'Naturalidade'], format: 'latin-name' } as const;
const birth = { labels: ['Data de nascimento'], ...brazilDate, identification: 'dateOfBirth' } as const;
const sex = { labels: ['Sexo'], format: 'sex' } as const;
const entry = { labels: ['Data de entrada'], ...brazilDate } as const;
const agency = { labels: ['Orgão expedidor'] } as const;
const copy = { labels: ['Via'], pattern: /^\d{1,2}(?!\d)/ } as const;
const issueDate = { labels: ['Data de expedição', 'Data expedição'], ...brazilDate } as const;

/** Brazil's card for foreigners until 2018 (Cédula de Identidade de Estrangeiro). Either side takes what others have on its back. */
export const brRne: DocumentTemplate = {
  id: 'br-rne',
  title: 'Identity card of Brazil for foreigners until 2018 (RNE)',
  script: 'portuguese',
  country: 'BRA',
  sides: {
    front: {
      anchors: {
        ...brazilTitles,
        foreigner: { ...brazilTitles.foreigner, position: [0.207, 0.209] },
        republic: { texts: ['República Federativa do Brasil'], position: [0.261, 0.055] },
        ministry: { texts: ['Ministério da Justiça'] },
        police: { texts: ['Departamento de Polícia Federal'], position: [0.317, 0.152] },
        signature: { texts: ['Assinatura do portador'] },
        newer: { texts: ['Sobrenome', 'RNM', 'Amparo legal', 'Prazo de residência'] },
      },
      marks: ['foreigner', 'police', 'ministry', 'number', 'classification'],
      least: 2,
      never: [...otherTitles('foreigner'), 'newer'],
      fields: {
        number: { ...number, ...numberUnder([0.341, 0.289], 0.57), required: true },
        classification: { ...classification, ...under([0.593, 0.289], 1.02) },
        expiry: { ...expiry, ...under([0.341, 0.411], 0.6) },
        name: { ...name, ...under([0.341, 0.534], 1.02), required: true },
        parents: { ...parents, ...under([0.341, 0.655], 1.02, 4) },
        nationality: { ...nationality, ...besideOrBelow },
        birthplace: { ...birthplace, ...besideOrBelow },
        birth: { ...birth, ...besideOrBelow },
        sex: { ...sex, ...besideOrBelow },
        entry: { ...entry, ...besideOrBelow },
        agency: { ...agency, ...besideOrBelow },
        copy: { ...copy, ...besideOrBelow },
        issueDate: { ...issueDate, ...besideOrBelow },
      },
    },
    back: {
      anchors: {
        ...brazilTitles,
        thumb: { texts: ['Polegar direito'] },
        newer: { texts: ['Sobrenome', 'RNM', 'Amparo legal', 'Prazo de residência', 'CPF'] },
      },
      marks: ['entry', 'copy', 'nationality', 'birthplace', 'issueDate', 'agency'],
      least: 3,
      never: [...otherTitles('foreigner'), 'newer'],
      fields: {
        nationality: { ...nationality, ...under([0.049, 0.085], 0.5) },
        birthplace: { ...birthplace, ...under([0.514, 0.085], 0.78) },
        birth: { ...birth, ...under([0.049, 0.21], 0.38), required: true },
        sex: { ...sex, ...under([0.395, 0.21], 0.5) },
        entry: { ...entry, ...under([0.514, 0.21], 0.78) },
        agency: { ...agency, ...under([0.049, 0.336], 0.38) },
        copy: { ...copy, ...under([0.395, 0.336], 0.5) },
        issueDate: { ...issueDate, ...under([0.514, 0.336], 0.78) },
        number: { ...number, ...besideOrBelow },
        classification: { ...classification, ...besideOrBelow },
        expiry: { ...expiry, ...besideOrBelow },
        name: { ...name, ...besideOrBelow },
        parents: { ...parents, ...besideOrBelow, lines: 4 },
      },
    },
  },
};
