import { describe, expect, test } from 'vitest';
import { type CheckName, checks } from '../../../src/engine/documents/checks.ts';

/** Made up by each rule, or printed as examples where the rule is published. */
const right: Readonly<Partial<Record<CheckName, readonly string[]>>> = {
  'cn-id': ['11010519491231002X', '440524188001010014'],
  'hk-id': ['A123456(3)', 'L555555(0)', 'AB987654(3)'],
  nric: ['S1234567D', 'T0000001E', 'F1234567N', 'G1234567X'],
  mykad: ['800514-14-5678'],
  curp: ['HEGG560427MVZRRL04'],
  cpf: ['529.982.247-25'],
  'thai-id': ['1-1017-00230-70-8'],
  luhn: ['4111 1111 1111 1111'],
  'cn-credit-code': ['91350100M000100Y43'],
};

describe('check digits', () => {
  test.each(Object.entries(right))('%s holds for right numbers', (name, numbers) => {
    for (const number of numbers) expect(checks[name as CheckName](number), number).toBe(true);
  });

  test.each(Object.entries(right).filter(([name]) => name !== 'mykad'))(
    '%s fails for nearly every digit changed; those modulo 10 with even weights for most',
    (name, numbers) => {
      const changed = numbers.flatMap((number) =>
        [...number].flatMap((digit, i) =>
          /\d/.test(digit)
            ? [...'0123456789'].flatMap((other) =>
                other === digit ? [] : [number.slice(0, i) + other + number.slice(i + 1)],
              )
            : [],
        ),
      );
      const passed = changed.filter((number) => checks[name as CheckName](number));
      expect(passed.length / changed.length).toBeLessThan(name === 'curp' || name === 'thai-id' ? 0.2 : 0.02);
    },
  );

  test.each(Object.keys(checks) as CheckName[])('%s refuses what is no number', (name) => {
    for (const text of ['', 'X', '12', 'not a number at all']) expect(checks[name](text)).toBe(false);
  });

  test('a date of birth has to be a day', () => {
    expect(checks['mykad']('800231-14-5678')).toBe(false);
    expect(checks['cn-id']('110105194902300023')).toBe(false);
  });
});
