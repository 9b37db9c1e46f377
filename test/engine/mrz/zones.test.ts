import { describe, expect, it } from 'vitest';
import { checkDigit, isBlindTo } from '../../../src/engine/mrz/check-digit.ts';
import { zoneDate } from '../../../src/engine/mrz/dates.ts';
import { allowedCharacters, ZONE_FORMATS } from '../../../src/engine/mrz/formats.ts';
import { transliterations, zoneNames } from '../../../src/engine/mrz/names.ts';
import { parseZone } from '../../../src/engine/mrz/parse.ts';
import { STATE_CODES } from '../../../src/engine/mrz/states.ts';
import { inventBearer, travelDocuments, zoneOf } from '../../material/documents/passport.ts';
import { Random } from '../../material/random.ts';

const TODAY = Date.UTC(2026, 0, 1);

describe('check digits', () => {
  it('are those of the examples in ICAO Doc 9303 part 3', () => {
    expect(checkDigit('520727')).toBe('3');
    expect(checkDigit('AB2134<<<')).toBe('5');
  });

  it('do not tell apart what counts the same modulo 10', () => {
    expect(isBlindTo('6', 'G')).toBe(true);
    expect(isBlindTo('K', '<')).toBe(true);
    expect(isBlindTo('0', 'O')).toBe(false);
    expect(checkDigit('L6')).toBe(checkDigit('LG'));
  });
});

describe("the standard's specimens", () => {
  it('a passport (part 4, appendix B)', () => {
    const zone = parseZone(
      ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
      'TD3',
      TODAY,
    );
    expect(zone).toMatchObject({
      documentCode: 'P',
      issuingState: 'UTO',
      nationality: 'UTO',
      surname: 'ERIKSSON',
      givenNames: 'ANNA MARIA',
      documentNumber: 'L898902C3',
      birthDate: { text: '1974-08-12', valid: true },
      sex: 'F',
      expiryDate: { text: '2012-04-15', valid: true },
      optionalData: ['ZE184226B'],
      consistent: true,
    });
  });

  it('a card (part 5) and one whose number is long', () => {
    const card = [
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ];
    expect(parseZone(card, 'TD1', TODAY)).toMatchObject({ documentNumber: 'D23145890', consistent: true });
    const long = [
      'I<UTOD23145890<7349<<<<<<<<<<<',
      '3407127M9507122UTO<<<<<<<<<<<2',
      'STEVENSON<<PETER<JOHN<<<<<<<<<',
    ];
    const zone = parseZone(long, 'TD1', TODAY);
    expect(zone).toMatchObject({ documentNumber: 'D23145890734', optionalData: ['', ''] });
    expect(zone.checks.documentNumber).toBe(true);
  });
});

describe('every drawn document', () => {
  it.each(travelDocuments)('%s is what it says, and no other character fits unnoticed', (kind) => {
    for (let seed = 0; seed < 40; seed++) {
      const bearer = inventBearer(new Random(seed));
      const lines = zoneOf(kind, bearer);
      const format = ZONE_FORMATS[kind];
      expect(lines.map((line) => line.length)).toEqual(
        Array.from({ length: format.lineCount }, () => format.lineLength),
      );
      const allowed = allowedCharacters(format);
      lines.forEach((line, i) =>
        [...line].forEach((character, place) => expect(allowed[i]?.[place]).toContain(character)),
      );
      const zone = parseZone(lines, kind, TODAY);
      expect(zone.checks).not.toMatchObject({ documentNumber: false });
      expect(zone).toMatchObject({
        consistent: true,
        documentNumber: bearer.number,
        nationality: bearer.nationality,
        birthDate: { text: bearer.birthDate },
        expiryDate: { text: bearer.expiryDate },
        sex: bearer.sex,
      });
    }
  });
});

describe('dates', () => {
  it('get the century that fits', () => {
    expect(zoneDate('260101', 'birth', TODAY).text).toBe('2026-01-01');
    expect(zoneDate('260102', 'birth', TODAY).text).toBe('1926-01-02');
    expect(zoneDate('350102', 'expiry', TODAY).text).toBe('2035-01-02');
    expect(zoneDate('990102', 'expiry', TODAY).text).toBe('1999-01-02');
  });

  it('may be partly unknown, but not impossible', () => {
    expect(zoneDate('7408<<', 'birth', TODAY)).toEqual({ text: '1974-08', valid: true });
    expect(zoneDate('74<<<<', 'birth', TODAY)).toEqual({ text: '1974', valid: true });
    expect(zoneDate('<<<<<<', 'birth', TODAY)).toEqual({ text: '', valid: true });
    expect(zoneDate('740230', 'birth', TODAY).valid).toBe(false);
    expect(zoneDate('741301', 'birth', TODAY).valid).toBe(false);
    expect(zoneDate('74<812', 'birth', TODAY).valid).toBe(false);
  });
});

describe('names', () => {
  it('fall into two parts', () => {
    expect(zoneNames('VAN<DER<BERG<<PIETER<<<<')).toEqual({
      surname: 'VAN DER BERG',
      givenNames: 'PIETER',
      mayBeCut: false,
    });
    expect(zoneNames('ARKFREITH<<<<').givenNames).toBe('');
    expect(zoneNames('NILAVADHANANANDA<<CHAYAPA').mayBeCut).toBe(true);
  });

  it('are transliterated by the table of Doc 9303 part 3, with all its choices', () => {
    expect(transliterations('Müller')).toEqual(['MUELLER', 'MUXXLLER', 'MULLER']);
    expect(transliterations("D'Artagnan-Łęcki")).toEqual(['DARTAGNAN LECKI']);
    expect(transliterations('Strauß')).toEqual(['STRAUSS']);
  });
});

it('states have three places each', () => {
  for (const code of STATE_CODES) expect(code).toMatch(/^[A-Z<]{3}$/);
  expect(STATE_CODES.size).toBe(249 + 29);
});
