import { describe, expect, test } from 'vitest';
import { findDates, isoDate, writeDate } from '../../../src/engine/documents/dates.ts';
import { derivations } from '../../../src/engine/documents/derive.ts';
import { conform, fit } from '../../../src/engine/documents/fit.ts';
import { rectify } from '../../../src/engine/documents/read-document.ts';
import { repair } from '../../../src/engine/documents/repair.ts';
import type { FieldReading } from '../../../src/engine/documents/types.ts';

describe('dates', () => {
  test.each([
    ['1988年3月7日', 'ymd', '1988-03-07'],
    ['2010.07.21-2020.07.21', 'ymd', '2010-07-21'],
    ['07-03-1988', 'dmy', '1988-03-07'],
    ['7 Mar 1988', 'dmy', '1988-03-07'],
    ['September 18, 1981', 'mdy', '1981-09-18'],
  ] as const)('%s, %s', (text, date, iso) => {
    const [found] = findDates(text, { date });
    expect(found && isoDate(found, { date })).toBe(iso);
  });

  test('of the Buddhist era are 543 years ahead', () => {
    const format = { date: 'dmy', era: 'buddhist' } as const;
    const [found] = findDates('7 มี.ค. 2531', format);
    expect(found && isoDate(found, format)).toBe('1988-03-07');
    expect(found && writeDate(found, 'DD/MM/YYYY')).toBe('07/03/2531');
  });

  test('that the calendar does not have are none', () => {
    expect(findDates('1988-02-30', { date: 'ymd' })).toEqual([]);
    expect(findDates('31/04/2001', { date: 'dmy' })).toEqual([]);
  });
});

describe('a text as a value', () => {
  test('moves into a shape, or does not fit', () => {
    expect(conform('N2I-53 S6I646', 'A99-99-999999')).toBe('N21-53-561646');
    expect(conform('N21-53-56164', 'A99-99-999999')).toBeUndefined();
    expect(conform('N21-53-56164Y', 'A99-99-999999')).toBeUndefined();
  });

  test('loses the signs of its label', () => {
    expect(fit({}, ': JUAN DELA CRUZ ,')?.text).toBe('JUAN DELA CRUZ');
    expect(fit({}, ' / ')).toBeUndefined();
  });

  test('is a name with letters alone', () => {
    expect(fit({ format: 'title-name' }, 'CHAN,Ka lan')?.text).toBe('CHAN, Ka Ian');
    expect(fit({ format: 'latin-name' }, '1988/03/07')).toBeUndefined();
    expect(fit({ format: 'han-name' }, '买买提•艾力')?.text).toBe('买买提·艾力');
  });

  test('is a period with two ends', () => {
    expect(fit({ format: 'cn-validity' }, '2010.07.21一2020.07.21')?.text).toBe('2010.07.21-2020.07.21');
    expect(fit({ format: 'cn-validity' }, '2010.07.21-长期')?.text).toBe('2010.07.21-长期');
    expect(fit({ format: 'cn-validity' }, '2010.07.21')).toBeUndefined();
  });
});

describe('a number whose check digit is wrong', () => {
  const field = { shapes: ['99999999999999999#'], check: 'cn-id' } as const;
  const doubted = (text: string, at: number): number[] => [...text].map((_, i) => (i === at ? 0.5 : 0.99));

  test('is repaired where one doubtful character makes it right', () => {
    expect(repair(field, '110105194912810O2X', doubted('110105194912810O2X', 15))).toBeUndefined();
    expect(repair(field, '1I010519491231082X', doubted('1I010519491231082X', 15))?.text).toBe(
      '11010519491231002X',
    );
  });

  test('stays where no character is doubtful', () => {
    expect(repair(field, '11010519491231082X', doubted('11010519491231082X', -1))).toBeUndefined();
  });
});

describe('what follows from other fields', () => {
  const reading = (text: string, checked = false): FieldReading => ({ text, confidence: 0.9, checked });
  const templates = {
    number: {},
    sex: { places: [{ at: 'right' }], derive: { from: 'number', by: 'cn-sex' } },
    birth: { places: [{ at: 'right' }], derive: { from: 'number', by: 'cn-birth' } },
  } as const;

  test('is filled in, and replaces what a proven number contradicts', () => {
    const fields: Record<string, FieldReading> = {
      number: reading('11010519491231002X', true),
      sex: reading('男'),
    };
    rectify(templates, fields);
    expect(fields['sex']).toMatchObject({ text: '女', repaired: true });
    expect(fields['birth']).toMatchObject({ text: '1949/12/31', date: '1949-12-31' });
  });

  test('does not replace anything by a number that is not proven', () => {
    const fields: Record<string, FieldReading> = {
      number: reading('11010519491231002X'),
      sex: reading('男'),
    };
    rectify(templates, fields);
    expect(fields['sex']?.text).toBe('男');
  });

  test('Filipino names have the mother’s family name last, with its particles', () => {
    const name = 'DELA CRUZ, JUAN MIGUEL DE LOS REYES';
    expect(derivations['filipino-last-name'](name)).toBe('DELA CRUZ');
    expect(derivations['filipino-first-name'](name)).toBe('JUAN MIGUEL');
    expect(derivations['filipino-middle-name'](name)).toBe('DE LOS REYES');
    expect(derivations['filipino-last-name']('DE LOS REYES JUAN MIGUEL')).toBe('');
  });
});
