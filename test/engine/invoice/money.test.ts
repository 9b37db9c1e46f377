import { describe, expect, it } from 'vitest';
import { agree } from '../../../src/engine/invoice/cross-check.ts';
import { amountIn, centsOf, centsOfWords } from '../../../src/engine/invoice/money.ts';
import { spellMoney } from '../../material/invoices/chinese-money.ts';
import { Random } from '../../material/random.ts';

describe('amounts in Chinese words', () => {
  it.each([
    ['壹佰壹拾叁圆整', 11_300],
    ['⊗肆万零叁佰柒拾捌圆捌角整', 4_037_880],
    ['人民币贰拾元正', 2000],
    ['伍角', 50],
    ['壹圆零伍分', 105],
    ['壹亿零贰万圆整', 10_002_000_000],
    ['拾圆整', 1000],
    ['（负）壹佰圆整', -10_000],
  ])('%s', (words, cents) => {
    expect(centsOfWords(words)).toBe(cents);
  });

  it.each(['', '整', '发票', '壹贰圆整', '壹佰壹拾叁'])('%s is none', (words) => {
    expect(centsOfWords(words)).toBeNull();
  });

  it('of every size are read as they are spelled', () => {
    const random = new Random(1);
    for (let digits = 1; digits <= 10; digits++)
      for (let i = 0; i < 100; i++) {
        const cents = Number(random.digits(digits)) || 1;
        expect([cents, centsOfWords(spellMoney(cents))]).toEqual([cents, cents]);
      }
  });
});

describe('amounts in figures', () => {
  it('are found with their decimals', () => {
    expect(amountIn('￥1,234.50')).toBe('1234.50');
    expect(amountIn('-12.30')).toBe('-12.30');
    expect(amountIn('13%')).toBeNull();
    expect(centsOf('1234.50')).toBe(123_450);
    expect(centsOf('***')).toBeNull();
  });
});

describe('sums that are held against each other', () => {
  const field = (text: string) => ({ text, confidence: 0.9, checked: false });
  const sums = (amount: string, tax: string, total: string, totalWords: string) =>
    agree({
      amount: field(amount),
      tax: field(tax),
      total: field(total),
      totalWords: field(totalWords),
    });

  it('agree, and are checked', () => {
    const fields = sums('100.00', '13.00', '113.00', '壹佰壹拾叁圆整');
    expect(Object.values(fields).every(({ checked }) => checked)).toBe(true);
  });

  it('agree without a tax, where there is none', () => {
    const { total, amount } = sums('100.00', '***', '100.00', '壹佰圆整');
    expect([total?.checked, amount?.checked]).toEqual([true, true]);
  });

  it('figures that alone contradict are replaced', () => {
    const { total } = sums('100.00', '13.00', '118.00', '壹佰壹拾叁圆整');
    expect(total).toMatchObject({ text: '113.00', checked: true, repaired: true });
  });

  it('words and parts that contradict are left, and are not checked', () => {
    const fields = sums('100.00', '13.00', '113.00', '壹佰壹拾圆整');
    expect(fields['totalWords']).toEqual(field('壹佰壹拾圆整'));
    expect(fields['total']?.checked).toBe(true);
  });

  it('of which no two agree are left as they were read', () => {
    const fields = sums('100.00', '13.00', '118.00', '壹佰圆整');
    expect(Object.values(fields).some(({ checked }) => checked)).toBe(false);
  });
});
