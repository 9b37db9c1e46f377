import { describe, expect, it } from 'vitest';
import { isCardNumber, passesLuhn, schemeOf } from '../../../src/engine/structure/card-number.ts';
import { decide } from '../../../src/engine/structure/two-readings.ts';
import { isVin, passesVinCheck } from '../../../src/engine/structure/vin.ts';

describe('card numbers', () => {
  // Numbers that the schemes publish for tests.
  it.each([
    ['4111111111111111', 'Visa'],
    ['5555555555554444', 'Mastercard'],
    ['2223003122003222', 'Mastercard'],
    ['378282246310005', 'American Express'],
    ['30569309025904', 'Diners Club'],
    ['6011111111111117', 'Discover'],
    ['3530111333300000', 'JCB'],
    ['6205500000000000004', 'UnionPay'],
  ])('%s is of %s', (number, scheme) => {
    expect(passesLuhn(number)).toBe(true);
    expect(schemeOf(number)).toBe(scheme);
  });

  it('no single wrong digit passes', () => {
    const number = '4111111111111111';
    for (let i = 0; i < number.length; i++)
      for (let digit = 0; digit < 10; digit++) {
        const changed = number.slice(0, i) + digit + number.slice(i + 1);
        expect(passesLuhn(changed)).toBe(changed === number);
      }
  });

  it.each(['1234567812345670', '41111111111111', '9999999999999995'])('%s is none', (number) => {
    expect(isCardNumber(number)).toBe(false);
  });
});

describe('vehicle identification numbers', () => {
  it.each(['1M8GDM9AXKP042788', '11111111111111111', '5GZCZ43D13S812715'])(
    '%s has its check digit',
    (vin) => {
      expect(passesVinCheck(vin)).toBe(true);
      expect(isVin(vin)).toBe(true);
    },
  );

  it('a wrong check digit is refused where the region asks for one, and nowhere else', () => {
    expect(isVin('1M8GDM9A0KP042788')).toBe(false);
    expect(isVin('WVWZZZ1JZXW000001')).toBe(true);
    expect(isVin('1M8GDM9AXKP04278O')).toBe(false);
  });
});

describe('decide', () => {
  const even = (text: string): boolean => [...text].reduce((sum, c) => sum + Number(c), 0) % 2 === 0;

  it('takes the reading that passes, or the one mixture that does', () => {
    expect(decide('11', '11', even)).toBe('11');
    expect(decide('11', '12', even)).toBe('11');
    expect(decide('12', '11', even)).toBe('11');
    expect(decide('1222', '1446', (text) => text === '1422')).toBe('1422');
  });

  it('does not guess', () => {
    expect(decide('11', '22', even)).toBeNull();
    expect(decide('12', '12', even)).toBeNull();
    expect(decide('12', '122', (text) => text === '1222')).toBeNull();
    expect(decide('1222', '1446', (text) => text.endsWith('22') || text.endsWith('46'))).toBeNull();
  });
});
