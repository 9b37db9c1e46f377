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

/** Number of the register of foreigners, since 2017 of migrants: a letter, six or seven digits and a check character. */
export const migrantNumber = {
  pattern: /(?<![A-Z])[A-Z][\dOI]{6,7}\s?-?\s?[A-Z\d](?![A-Z\d])/,
  shapes: ['A999999-#', 'A9999999-#'],
  characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-',
} as const satisfies Partial<FieldTemplate>;

/** Heights of a line, and of a further one, on these cards; shares of the height. */
const [LINE, NEXT_LINE] = [0.066, 0.057];

/** From the middle of a label to that of the value under it. */
const VALUE = 0.047;

/**
 * A value that stands under its label, or right of it on other prints.
 * @param position of the label on the usual print, and `right`: where the column ends there
 */
export const under = (
  position: readonly [number, number],
  right: number,
  lines = 1,
): Pick<FieldTemplate, 'position' | 'places' | 'lines'> => {
  const [x, y] = position;
  const top = y + 0.018;
  const bottom = top + LINE + (lines > 1 ? NEXT_LINE : 0);
  return {
    position,
    places: [{ at: 'below' }, { at: 'right' }, { at: 'zone', zone: [x - 0.02, top, right, bottom] }],
    lines,
  };
};

/** The same for a number that its form tells on any line: where it stands tells where the card lies. */
export const numberUnder = (
  position: readonly [number, number],
  right: number,
): Pick<FieldTemplate, 'position' | 'valuePosition' | 'places'> => {
  const { places = [] } = under(position, right);
  return {
    position,
    valuePosition: [position[0], position[1] + VALUE],
    places: [...places, { at: 'line' }],
  };
};

/** The same for a field that the usual print has on the other side. */
export const besideOrBelow = { places: [{ at: 'below' }, { at: 'right' }] } as const satisfies FieldTemplate;
