import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import {
  besideOrBelow,
  brazilDate,
  brazilTitles,
  cpfNumber,
  migrantNumber,
  numberUnder,
  otherTitles,
  under,
} from './brazil.ts';

const number = { labels: ['RNM'], ...migrantNumber, identification: 'identificationNumber' } as const;
const cpf = { labels: ['CPF'], ...cpfNumber } as const;

const older = {
  texts: ['Data de entrada', 'Orgão expedidor', 'Naturalidade (País)', 'RNE', 'Data de expedição'],
} as const;

/** Brazil's card for migrants by law 13445 of 2017 (Carteira de Registro Nacional Migratório). */
export const brRnm: DocumentTemplate = {
  id: 'br-rnm',
  title: 'Identity card of Brazil for migrants since 2018 (CRNM)',
  script: 'portuguese',
  country: 'BRA',
  sides: {
    front: {
      anchors: {
        ...brazilTitles,
        migrant: { ...brazilTitles.migrant, position: [0.19, 0.122] },
        republic: { texts: ['República Federativa do Brasil'], position: [0.261, 0.061] },
        older,
      },
      marks: ['migrant', 'surname', 'number', 'nationality', 'parents'],
      least: 3,
      never: [...otherTitles('migrant'), 'older'],
      fields: {
        surname: {
          labels: ['Sobrenome'],
          ...under([0.351, 0.204], 1.02),
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        givenNames: {
          labels: ['Nome'],
          ...under([0.351, 0.32], 1.02),
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        birth: {
          labels: ['Data de nascimento'],
          ...under([0.351, 0.436], 0.67),
          ...brazilDate,
          required: true,
          identification: 'dateOfBirth',
        },
        sex: { labels: ['Sexo'], ...under([0.692, 0.436], 1.02), format: 'sex' },
        parents: { labels: ['Filiação'], ...under([0.351, 0.552], 1.02, 4), format: 'latin-name' },
        nationality: { labels: ['Nacionalidade'], ...under([0.351, 0.724], 0.67), format: 'latin-name' },
        expiry: { labels: ['Validade'], ...under([0.692, 0.724], 1.02), ...brazilDate },
        number: { ...number, ...numberUnder([0.351, 0.84], 0.67), required: true },
        cpf: { ...cpf, ...besideOrBelow },
      },
    },
    back: {
      anchors: {
        ...brazilTitles,
        signature: { texts: ['Assinatura do titular'], position: [0.049, 0.507] },
        older,
      },
      marks: ['migrant', 'number', 'classification', 'residence', 'legalBasis', 'issueDate'],
      least: 3,
      never: [...otherTitles('migrant'), 'older'],
      fields: {
        number: { ...number, ...numberUnder([0.049, 0.085], 0.31) },
        cpf: { ...cpf, ...numberUnder([0.336, 0.085], 0.62), identification: 'identificationNumber' },
        classification: {
          labels: ['Classificação'],
          ...under([0.049, 0.204], 0.31),
          known: ['RESIDENTE', 'TEMPORÁRIO', 'FRONTEIRIÇO', 'REFUGIADO', 'ASILADO', 'VISITANTE'],
        },
        residence: {
          labels: ['Prazo de residência'],
          ...under([0.336, 0.204], 0.62),
          known: ['INDETERMINADO', 'DETERMINADO'],
        },
        issueDate: {
          labels: ['Emissão', 'Data de emissão'],
          ...under([0.632, 0.204], 1.02),
          ...brazilDate,
        },
        legalBasis: { labels: ['Amparo legal'], ...under([0.049, 0.324], 0.8, 2) },
      },
    },
  },
};
