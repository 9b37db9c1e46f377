import { checkDigit } from './check-digit.ts';
import { zoneDate, type ZoneDate } from './dates.ts';
import { type CheckName, spanText, ZONE_FORMATS, type ZoneFormat, type ZoneFormatName } from './formats.ts';
import { type ZoneNames, zoneNames } from './names.ts';
import { STATE_CODES } from './states.ts';

/** Which check digits a zone has, and whether each is that of what it stands for. */
export type ZoneChecks = Readonly<Partial<Record<CheckName, boolean>>>;

/** What the lines of a zone say. Texts are without fillers. */
export interface Zone extends ZoneNames {
  readonly format: ZoneFormatName;
  readonly lines: readonly string[];
  readonly documentCode: string;
  /** Three letters, or `D`. */
  readonly issuingState: string;
  readonly nationality: string;
  readonly documentNumber: string;
  readonly birthDate: ZoneDate;
  /** X: not stated, or neither. */
  readonly sex: 'F' | 'M' | 'X';
  readonly expiryDate: ZoneDate;
  /** One text for each field of optional data; empty where nothing stands. What continues a document number is not in it. */
  readonly optionalData: readonly string[];
  readonly checks: ZoneChecks;
  /** All check digits are right, both states exist and both dates can be. */
  readonly consistent: boolean;
}

/**
 * Reads the lines of a zone, each of the format's length, in its 37 characters.
 * @param today milliseconds since 1970, for centuries
 */
export function parseZone(lines: readonly string[], name: ZoneFormatName, today: number): Zone {
  const format = ZONE_FORMATS[name];
  const { fields } = format;
  const text = (field: keyof typeof fields): string => spanText(lines, fields[field]);
  const plain = (field: keyof typeof fields): string => text(field).replace(/<+$/, '');
  const long = continuedNumber(lines, format);
  const checks = zoneChecks(lines, format);
  const birthDate = zoneDate(text('birthDate'), 'birth', today);
  const expiryDate = zoneDate(text('expiryDate'), 'expiry', today);
  const states = [text('issuingState'), text('nationality')];
  return {
    format: name,
    lines,
    documentCode: plain('documentCode'),
    issuingState: plain('issuingState'),
    nationality: plain('nationality'),
    ...zoneNames(text('names')),
    documentNumber: (long ? text('documentNumber') + long.tail : plain('documentNumber')).replaceAll('<', ''),
    birthDate,
    sex: sexOf(text('sex')),
    expiryDate,
    optionalData: [
      long
        ? plain('optionalData')
            .slice(long.tail.length + 1)
            .replace(/^</, '')
        : plain('optionalData'),
      ...(fields.moreOptionalData ? [plain('moreOptionalData')] : []),
    ],
    checks,
    consistent:
      Object.values(checks).every(Boolean) &&
      states.every((state) => STATE_CODES.has(state)) &&
      birthDate.valid &&
      expiryDate.valid,
  };
}

const sexOf = (letter: string): Zone['sex'] => (letter === 'F' || letter === 'M' ? letter : 'X');

/**
 * A number of more than nine characters goes on in the optional data, its check digit behind it; a filler stands where the
 * digit would (ICAO Doc 9303 part 5, 4.2.2.2, note j; part 6 likewise).
 */
function continuedNumber(
  lines: readonly string[],
  { name, fields }: ZoneFormat,
): { tail: string; digit: string } | null {
  if (name !== 'TD1' && name !== 'TD2') return null;
  if (spanText(lines, fields.documentNumberDigit) !== '<') return null;
  const [more = ''] = spanText(lines, fields.optionalData).split('<');
  return more.length < 2 ? null : { tail: more.slice(0, -1), digit: more.slice(-1) };
}

/** Computes each check digit of a format over what stands in the lines. */
export function zoneChecks(lines: readonly string[], format: ZoneFormat): ZoneChecks {
  const { fields, composite } = format;
  const text = (field: keyof typeof fields): string => spanText(lines, fields[field]);
  const holds = (over: string, digit: string): boolean => checkDigit(over) === digit;
  const optionalDigit = text('optionalDataDigit');
  const isEmpty = /^<*$/.test(text('optionalData'));
  return {
    documentNumber: numberHolds(lines, format),
    birthDate: holds(text('birthDate'), text('birthDateDigit')),
    expiryDate: holds(text('expiryDate'), text('expiryDateDigit')),
    ...(fields.optionalDataDigit && {
      optionalData: (isEmpty && optionalDigit === '<') || holds(text('optionalData'), optionalDigit),
    }),
    ...(fields.compositeDigit && {
      composite: holds(composite.map((span) => spanText(lines, span)).join(''), text('compositeDigit')),
    }),
  };
}

/** Issuers differ on whether the filler inside a continued number counts as a place. */
function numberHolds(lines: readonly string[], format: ZoneFormat): boolean {
  const number = spanText(lines, format.fields.documentNumber);
  const long = continuedNumber(lines, format);
  if (!long) return checkDigit(number) === spanText(lines, format.fields.documentNumberDigit);
  return checkDigit(number + long.tail) === long.digit || checkDigit(`${number}<${long.tail}`) === long.digit;
}
