import { ZONE_CHARACTERS } from './check-digit.ts';

/** ICAO Doc 9303: parts 5 (TD1), 6 (TD2), 4 (TD3), 7 (MRV-A, MRV-B). */
export type ZoneFormatName = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B';

export type FieldName =
  | 'documentCode'
  | 'issuingState'
  | 'names'
  | 'documentNumber'
  | 'nationality'
  | 'birthDate'
  | 'sex'
  | 'expiryDate'
  | 'optionalData'
  | 'moreOptionalData'
  | 'documentNumberDigit'
  | 'birthDateDigit'
  | 'expiryDateDigit'
  | 'optionalDataDigit'
  | 'compositeDigit';

export type CheckName = 'documentNumber' | 'birthDate' | 'expiryDate' | 'optionalData' | 'composite';

/** Characters `from` up to `to`, exclusive, of a line; both count from 0. */
export interface Span {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface ZoneFormat {
  readonly name: ZoneFormatName;
  readonly lineCount: number;
  readonly lineLength: number;
  readonly fields: Readonly<Partial<Record<FieldName, Span>>>;
  /** What the composite check digit is computed over; visas have none. */
  readonly composite: readonly Span[];
  /** First letters of the document code. */
  readonly codes: string;
}

const at = (line: number, from: number, length: number): Span => ({ line, from, to: from + length });

const passportLines = {
  documentCode: at(0, 0, 2),
  issuingState: at(0, 2, 3),
  documentNumber: at(1, 0, 9),
  documentNumberDigit: at(1, 9, 1),
  nationality: at(1, 10, 3),
  birthDate: at(1, 13, 6),
  birthDateDigit: at(1, 19, 1),
  sex: at(1, 20, 1),
  expiryDate: at(1, 21, 6),
  expiryDateDigit: at(1, 27, 1),
} as const;

export const ZONE_FORMATS: Readonly<Record<ZoneFormatName, ZoneFormat>> = {
  TD3: {
    name: 'TD3',
    lineCount: 2,
    lineLength: 44,
    codes: 'P',
    fields: {
      ...passportLines,
      names: at(0, 5, 39),
      optionalData: at(1, 28, 14),
      optionalDataDigit: at(1, 42, 1),
      compositeDigit: at(1, 43, 1),
    },
    composite: [at(1, 0, 10), at(1, 13, 7), at(1, 21, 22)],
  },
  TD2: {
    name: 'TD2',
    lineCount: 2,
    lineLength: 36,
    codes: 'ACIP',
    fields: {
      ...passportLines,
      names: at(0, 5, 31),
      optionalData: at(1, 28, 7),
      compositeDigit: at(1, 35, 1),
    },
    composite: [at(1, 0, 10), at(1, 13, 7), at(1, 21, 14)],
  },
  TD1: {
    name: 'TD1',
    lineCount: 3,
    lineLength: 30,
    codes: 'ACIP',
    fields: {
      documentCode: at(0, 0, 2),
      issuingState: at(0, 2, 3),
      documentNumber: at(0, 5, 9),
      documentNumberDigit: at(0, 14, 1),
      optionalData: at(0, 15, 15),
      birthDate: at(1, 0, 6),
      birthDateDigit: at(1, 6, 1),
      sex: at(1, 7, 1),
      expiryDate: at(1, 8, 6),
      expiryDateDigit: at(1, 14, 1),
      nationality: at(1, 15, 3),
      moreOptionalData: at(1, 18, 11),
      compositeDigit: at(1, 29, 1),
      names: at(2, 0, 30),
    },
    composite: [at(0, 5, 25), at(1, 0, 7), at(1, 8, 7), at(1, 18, 11)],
  },
  'MRV-A': {
    name: 'MRV-A',
    lineCount: 2,
    lineLength: 44,
    codes: 'V',
    fields: { ...passportLines, names: at(0, 5, 39), optionalData: at(1, 28, 16) },
    composite: [],
  },
  'MRV-B': {
    name: 'MRV-B',
    lineCount: 2,
    lineLength: 36,
    codes: 'V',
    fields: { ...passportLines, names: at(0, 5, 31), optionalData: at(1, 28, 8) },
    composite: [],
  },
};

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<';

/** Which characters may stand at each place of a field; the last entry goes on to the field's end. */
const FIELD_CHARACTERS: Readonly<Record<FieldName, readonly string[]>> = {
  documentCode: [LETTERS],
  issuingState: [LETTERS],
  names: [LETTERS],
  documentNumber: [ZONE_CHARACTERS],
  nationality: [LETTERS],
  // Year, month, day; unknown parts of a date of birth are fillers.
  birthDate: [`${DIGITS}<`, `${DIGITS}<`, '01<', `${DIGITS}<`, '0123<', `${DIGITS}<`],
  sex: ['FM<X'],
  expiryDate: [`${DIGITS}<`, `${DIGITS}<`, '01<', `${DIGITS}<`, '0123<', `${DIGITS}<`],
  optionalData: [ZONE_CHARACTERS],
  moreOptionalData: [ZONE_CHARACTERS],
  documentNumberDigit: [DIGITS],
  birthDateDigit: [DIGITS],
  expiryDateDigit: [DIGITS],
  optionalDataDigit: [`${DIGITS}<`],
  compositeDigit: [DIGITS],
};

/** For each line of a format the characters that may stand at each of its places. */
export function allowedCharacters(format: ZoneFormat): readonly (readonly string[])[] {
  const lines = Array.from({ length: format.lineCount }, () =>
    Array.from({ length: format.lineLength }, () => ZONE_CHARACTERS),
  );
  for (const [name, span] of Object.entries(format.fields) as [FieldName, Span][])
    for (let i = span.from; i < span.to; i++) {
      const characters = FIELD_CHARACTERS[name];
      (lines[span.line] as string[])[i] = characters[i - span.from] ?? (characters.at(-1) as string);
    }
  const { documentCode, documentNumberDigit } = format.fields;
  if (documentCode) (lines[documentCode.line] as string[])[documentCode.from] = format.codes;
  // A filler there says that the number goes on in the optional data.
  if (documentNumberDigit && (format.name === 'TD1' || format.name === 'TD2'))
    (lines[documentNumberDigit.line] as string[])[documentNumberDigit.from] = `${DIGITS}<`;
  return lines;
}

export const spanText = (lines: readonly string[], span: Span | undefined): string =>
  span ? (lines[span.line] ?? '').slice(span.from, span.to) : '';
