import type {
  Anchor,
  DocumentTemplate,
  FieldTemplate,
  SideTemplate,
} from '../../../engine/documents/types.ts';
import { brazilDate, brazilTitles, cpfNumber, otherTitles } from './brazil.ts';

/** Number of the register of drivers: eleven digits, two of them check the others. */
export const registerNumber = {
  pattern: /(?<!\d)\d{11}(?!\d)/,
  characters: '0123456789',
  check: 'cnh',
  required: true,
  identification: 'identificationNumber',
} as const satisfies FieldTemplate;

/** Combinations of A with one of the others. */
export const category = {
  pattern: /^(?:ACC|A?[B-E]|A)$/,
  characters: 'ABCDE',
} as const satisfies FieldTemplate;

export const parents = { lines: 4, format: 'latin-name' } as const satisfies FieldTemplate;

/** Of the national register (RENACH): letters of the state and nine digits. */
export const recordNumber = {
  places: [{ at: 'line' }],
  pattern: /(?<![A-Z\d])[A-Z]{2}\s?[\dOI]{9}(?!\d)/,
  shapes: ['AA999999999'],
} as const satisfies FieldTemplate;

/** Printed on both halves and models. */
const common = {
  ...brazilTitles,
  bearer: { texts: ['Assinatura do portador', '7 Assinatura do portador'] },
  issuer: { texts: ['Assinatura do emissor'] },
  learner: { texts: ['Permissão'] },
  moped: { texts: ['ACC'] },
} as const satisfies Readonly<Record<string, Anchor>>;

/** The lower half: alone, or below the upper one. `scale`: its share of the picture's height; it ends at the bottom. */
const lowerFields = (scale: number): Readonly<Record<string, FieldTemplate>> => {
  const y = (share: number): number => 1 - scale + scale * share;
  return {
    remarks: {
      labels: ['Observações'],
      position: [0.106, y(0.052)],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.08, y(0.085), 1.02, y(0.2)] }],
      lines: 3,
    },
    place: {
      labels: ['Local'],
      // Numbers stand right of it.
      pattern: /^[^\d]{2,}(?=\s\S*\d|$)/,
      position: [0.106, y(0.583)],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.08, y(0.61), 0.63, y(0.69)] }],
    },
    issueDate: {
      labels: ['Data emissão', 'Data de emissão'],
      position: [0.659, y(0.583)],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.63, y(0.61), 1.02, y(0.69)] }],
      ...brazilDate,
    },
    recordNumber,
  };
};

const front: SideTemplate = {
  anchors: {
    ...common,
    licence: { ...brazilTitles.licence, position: [0.227, 0.108] },
    republic: { texts: ['República Federativa do Brasil'], position: [0.264, 0.032] },
    ministry: { texts: ['Ministério das Cidades', 'Ministério da Infraestrutura', 'Ministério da Justiça'] },
    traffic: { texts: ['Departamento Nacional de Trânsito'], position: [0.25, 0.08] },
    valid: { texts: ['Válida em todo o território nacional'] },
    newer: { texts: ['Nome e sobrenome', 'Data, local e UF de nascimento', 'Driver License'] },
    others: {
      texts: ['Naturalidade', 'Doc. origem', 'Data de expedição', 'Registro geral', 'Polegar direito'],
    },
  },
  marks: [
    'licence',
    'traffic',
    'identityDocument',
    'category',
    'number',
    'firstLicence',
    'parents',
    'cpf',
    'birth',
  ],
  least: 4,
  never: [...otherTitles('licence'), 'newer', 'others'],
  fields: {
    name: {
      labels: ['Nome'],
      position: [0.106, 0.143],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.08, 0.152, 1.02, 0.182] }],
      lines: 2,
      format: 'latin-name',
      required: true,
      identification: 'name',
    },
    identityDocument: {
      labels: ['Doc. identidade / órg. emissor / UF', 'Doc identidade org emissor UF'],
      position: [0.412, 0.2],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.39, 0.21, 1.02, 0.24] }],
    },
    cpf: {
      labels: ['CPF'],
      position: [0.412, 0.256],
      valuePosition: [0.412, 0.279],
      places: [{ at: 'below' }, { at: 'line' }, { at: 'zone', zone: [0.39, 0.264, 0.69, 0.295] }],
      ...cpfNumber,
      required: true,
      identification: 'identificationNumber',
    },
    birth: {
      labels: ['Data nascimento', 'Data de nascimento'],
      position: [0.706, 0.256],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.69, 0.264, 1.02, 0.295] }],
      ...brazilDate,
      required: true,
      identification: 'dateOfBirth',
    },
    parents: {
      labels: ['Filiação'],
      position: [0.412, 0.311],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.39, 0.32, 1.02, 0.388] }],
      ...parents,
    },
    category: {
      labels: ['Cat. Hab.', 'Cat Hab'],
      position: [0.753, 0.399],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.73, 0.408, 1.02, 0.438] }],
      ...category,
    },
    number: {
      labels: ['Nº registro', 'N registro'],
      position: [0.106, 0.471],
      valuePosition: [0.106, 0.494],
      places: [{ at: 'below' }, { at: 'line' }, { at: 'zone', zone: [0.08, 0.48, 0.43, 0.51] }],
      ...registerNumber,
    },
    expiry: {
      labels: ['Validade'],
      position: [0.447, 0.471],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.43, 0.48, 0.69, 0.51] }],
      ...brazilDate,
    },
    firstLicence: {
      labels: ['1ª habilitação', '1 habilitação'],
      position: [0.706, 0.471],
      places: [{ at: 'below' }, { at: 'zone', zone: [0.69, 0.48, 1.02, 0.51] }],
      ...brazilDate,
    },
    /** Of the form: runs up the left edge, behind a printed text. */
    formNumber: {
      places: [{ at: 'upward', zone: [0.025, 0.02, 0.085, 0.225] }],
      pattern: /(?<!\d)\d{10}(?!\d)/,
      characters: '0123456789',
    },
    ...lowerFields(0.4),
  },
};

const back: SideTemplate = {
  anchors: {
    ...common,
    authority: { texts: ['DETRAN'] },
    newer: { texts: ['Assinado digitalmente', 'C1E', 'D1E'] },
    upper: { texts: ['Nº registro', 'Filiação', 'Validade', 'Naturalidade', 'CPF', 'Nome'] },
  },
  marks: ['bearer', 'issuer', 'authority', 'remarks', 'place', 'issueDate', 'recordNumber'],
  least: 4,
  never: [...otherTitles('licence'), 'upper', 'newer'],
  fields: { ...lowerFields(1), recordNumber: { ...recordNumber, required: true } },
};

/** Driving licence of Brazil (Carteira Nacional de Habilitação) as issued until 2022, unfolded; or one of its halves. */
export const brCnh: DocumentTemplate = {
  id: 'br-cnh',
  title: 'Driving licence of Brazil until 2022',
  script: 'portuguese',
  country: 'BRA',
  proportions: 0.708,
  sides: { front, back },
};
