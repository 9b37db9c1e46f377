import { describe, expect, it } from 'vitest';
import { rewordText } from '../../src/features/asr/wording/reword.ts';

const as = (numbers: 0 | 1 | 3) => (text: string) =>
  rewordText(text, { dirty: 0, modal: 0, punctuation: 0, numbers });
const figures = as(1);
const inWords = as(0);

describe('numbers in figures', () => {
  it.each([
    ['Twenty-five people came.', '25 people came.'],
    ['one hundred and twenty three thousand four hundred and fifty six', '123,456'],
    ['a hundred and five', '105'],
    ['fifteen hundred men', '1500 men'],
    ['one thousand one', '1001'],
    ['five hundred thousand', '500,000'],
    ['two million dogs', '2 million dogs'],
    ['one million two hundred thousand', '1,200,000'],
    ['chapter twenty one', 'chapter 21'],
    ['Press one, or two.', 'Press 1, or two.'],
    ['the oldest fourty two', 'the oldest 42'],
    ['a twelve-ounce coffee', 'a 12-ounce coffee'],
    ['a twenty-five-year-old', 'a 25-year-old'],
  ])('cardinals: %s', (heard, written) => {
    expect(figures(heard)).toBe(written);
    expect(as(3)(heard)).toBe(written);
  });

  it.each([
    ['the sixteenth century', 'the 16th century'],
    ['twenty-first-century art', '21st-century art'],
    ['the twenty second of June', 'the 22nd of June'],
    ['the one hundred and third', 'the 103rd'],
    ['the one hundred and thirteenth', 'the 113th'],
    ['five thousandth', '5000th'],
    ['May fifth, nineteen eighty four', 'May 5th, 1984'],
  ])('ordinals: %s', (heard, written) => expect(figures(heard)).toBe(written));

  it.each([
    ['three point one four', '3.14'],
    ['zero point five', '0.5'],
    ['two point five million people', '2.5 million people'],
    ['nine point seventy five', '9.75'],
    ['fifty per cent', '50%'],
    ['two percent milk', '2% milk'],
    ['five dollars and twenty cents.', '$5.20.'],
    ['a twenty dollar bill', 'a $20 bill'],
    ['six million euros', '€6 million'],
    ['twelve pounds', '12 pounds'],
    ['fifty cents', '50 cents'],
  ])('decimals, shares, money: %s', (heard, written) => expect(figures(heard)).toBe(written));

  it.each([
    ['in nineteen eighty four', 'in 1984'],
    ['eighteen oh five', '1805'],
    ['twenty twenty one', '2021'],
    ['two thousand and five', '2005'],
    ['the nineteen eighties', 'the 1980s'],
    ['the eighteen hundreds', 'the 1800s'],
    ['at five thirty', 'at 5:30'],
    ['five oh five p.m.', '5:05 p.m.'],
    ['nine a.m. sharp', '9 a.m. sharp'],
    ["ten o'clock", "10 o'clock"],
  ])('years and times of day: %s', (heard, written) => expect(figures(heard)).toBe(written));

  it.each([
    ['Call nine one one now.', 'Call 911 now.'],
    ['double oh seven', '007'],
    ['five five five, one two three four', '555, 1234'],
    ['extension four two', 'extension 42'],
    ['triple nine', '999'],
  ])('digits one by one: %s', (heard, written) => expect(figures(heard)).toBe(written));

  it.each([
    'one of us',
    'two men and a hundred reasons',
    'The first time, the second time.',
    'two-thirds',
    'one-on-one',
    'a thirty second clip',
    'seven eleven',
    'twenty four seven',
    'two seventy three',
    'nine, one, one',
    'eighteen, eighteen',
    'at this point',
    'oh five of them',
    'a million',
    'version 1.2.3 of 16kHz',
  ])('stays as it was heard: %s', (heard) => expect(figures(heard)).toBe(heard));
});

describe('numbers in words', () => {
  it.each([
    ['Press 1. 4 or 6 follow.', 'Press one. Four or six follow.'],
    ['about 476 in all', 'about four hundred seventy-six in all'],
    ['in 1812', 'in eighteen twelve'],
    ['in 1805, 1900 and 2005', 'in eighteen oh five, nineteen hundred and two thousand five'],
    ['the 16th, the 21st and the 3rd', 'the sixteenth, the twenty-first and the third'],
    ['the 1980s', 'the nineteen eighties'],
    ['a 28.8 modem', 'a twenty-eight point eight modem'],
    [
      'it cost $5.20, $1 and $5 million',
      'it cost five dollars and twenty cents, one dollar and five million dollars',
    ],
    ['50% at 10:05 or 9:00', "Fifty percent at ten oh five or nine o'clock"],
    ['007 of 12,345', 'Zero zero seven of twelve thousand three hundred forty-five'],
    ['1,000,000', 'One million'],
    ['1.2.3 of 16kHz', '1.2.3 of 16kHz'],
  ])('%s', (written, spoken) => expect(inWords(written)).toBe(spoken));

  it.each([7, 12, 80, 99, 101, 999])('come back as figures: %i', (value) =>
    expect(figures(`chapter ${inWords(`chapter ${value}`).replace('chapter ', '')}`)).toBe(
      `chapter ${value}`,
    ),
  );
});
