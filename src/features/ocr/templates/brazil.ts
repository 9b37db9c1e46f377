import type { Anchor, FieldTemplate } from '../../../engine/documents/types.ts';

/** Titles of Brazilian documents: each kind names its own among its marks, the others among what it never has. */
export const brazilTitles = {
  identity: { texts: ['Carteira de Identidade'] },
  licence: { texts: ['Carteira Nacional de Habilitação'] },
  foreigner: { texts: ['Cédula de Identidade de Estrangeiro', 'Registro Nacional de Estrangeiros'] },
  migrant: { texts: ['Carteira de Registro Nacional Migratório', 'Registro Nacional Migratório'] },
} as const satisfies Readonly<Record<string, Anchor>>;

export type BrazilTitle = keyof typeof brazilTitles;

/** The titles that are not this kind's. */
export const otherTitles = (own: BrazilTitle): BrazilTitle[] =>
  (Object.keys(brazilTitles) as BrazilTitle[]).filter((title) => title !== own);

/** `05/MAR/1980` and `05/03/1980` alike. */
export const brazilDate = {
  format: { date: 'dmy', as: 'DD/MM/YYYY' },
  characters: '0123456789/ABEFGIJLMNORSTUVZDO',
} as const satisfies Partial<FieldTemplate>;

/** Number of the register of taxpayers (Cadastro de Pessoas Físicas), printed with a dash or a stroke before its check digits. */
export const cpfNumber = {
  pattern: /(?<!\d)\d{3}[.\s]?\d{3}[.\s]?\d{3}\s?[-/.]?\s?\d{2}(?!\d)/,
  shapes: ['999.999.999-99'],
  check: 'cpf',
  characters: '0123456789.-/',
} as const satisfies Partial<FieldTemplate>;
