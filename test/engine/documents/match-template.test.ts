import { describe, expect, test } from 'vitest';
import { matchTemplate } from '../../../src/engine/documents/match-template.ts';
import type { MatchableLine } from '../../../src/engine/documents/strip.ts';
import type { DocumentTemplate } from '../../../src/engine/documents/types.ts';
import type { Point, Quad } from '../../../src/engine/types.ts';
import { cnId } from '../../../src/features/ocr/templates/cn-id.ts';
import { philippinesDrivingLicence } from '../../../src/features/ocr/templates/philippines-driving-licence.ts';

type Map = (x: number, y: number) => Point;

/** A line whose letters are all as wide as half their height, ideographs as wide as it. */
function lineAt(map: Map, x: number, y: number, height: number, text: string): MatchableLine {
  let at = x;
  const quadOf = (from: number, to: number): Quad => [
    map(from, y - height / 2),
    map(to, y - height / 2),
    map(to, y + height / 2),
    map(from, y + height / 2),
  ];
  const words = [...text].flatMap((letter) => {
    const from = at;
    at += /\p{Script=Han}/u.test(letter) ? height : height / 2;
    return letter === ' ' ? [] : [{ text: letter, confidence: 0.99, quad: quadOf(from, at) }];
  });
  return { text, confidence: 0.99, quad: quadOf(x, at), words };
}

type Row = readonly [number, number, number, string];

const turned = (degrees: number): Map => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return (x, y) => ({ x: x * cos - y * sin, y: x * sin + y * cos });
};

const matched = (template: DocumentTemplate, rows: readonly Row[], tilt = 0) =>
  matchTemplate({ lines: rows.map((row) => lineAt(turned(tilt), ...row)), tilt }, template);

const texts = (template: DocumentTemplate, rows: readonly Row[], tilt = 0): Record<string, string> =>
  Object.fromEntries(
    Object.entries(matched(template, rows, tilt)?.fields ?? {}).map(([name, { text }]) => [name, text]),
  );

const card: readonly Row[] = [
  [70, 98, 30, '姓名林思远'],
  [70, 174, 30, '性别女民族维吾尔'],
  [70, 248, 30, '出生1988年3月7日'],
  [70, 320, 30, '住址四川省凉山彝族自治州西昌'],
  [178, 366, 30, '市长安北路二段东方花园小'],
  [178, 412, 30, '区9栋2单元601号'],
  [70, 546, 34, '公民身份号码 513401198803071222'],
];

const truth = {
  name: '林思远',
  sex: '女',
  nation: '维吾尔',
  birth: '1988/3/7',
  address: '四川省凉山彝族自治州西昌市长安北路二段东方花园小区9栋2单元601号',
  number: '513401198803071222',
};

describe('an identity card whose labels and values are read as one line', () => {
  test('is cut at its labels, and its address goes on until the next label', () => {
    expect(texts(cnId, card)).toEqual(truth);
  });

  test('is read when it lies askew', () => {
    for (const tilt of [-20, 7, 25]) expect(texts(cnId, card, tilt)).toEqual(truth);
  });

  test('is read when labels and values are boxes of their own', () => {
    const split: Row[] = [
      [70, 98, 28, '姓名'],
      [180, 100, 36, '林思远'],
      [70, 174, 28, '性别'],
      [180, 173, 30, '女'],
      [290, 174, 28, '民族'],
      [392, 173, 30, '维吾尔'],
      [70, 248, 28, '出生'],
      [180, 248, 30, '1988'],
      [262, 249, 28, '年'],
      [308, 248, 30, '3'],
      [350, 249, 28, '月'],
      [398, 248, 30, '7'],
      [440, 249, 28, '日'],
      [70, 320, 28, '住址'],
      ...card
        .slice(3)
        .map(([x, y, height, text]): Row => [
          x === 70 ? 340 : x,
          y,
          height,
          text.replace(/住址|公民身份号码 /, ''),
        ]),
      [70, 546, 28, '公民身份号码'],
    ];
    const moved = split.map(([x, y, height, text]): Row => [
      text.startsWith('四川') ? 178 : x,
      y,
      height,
      text,
    ]);
    expect(texts(cnId, moved)).toEqual(truth);
  });

  test('is read when labels are misread, and one is lost', () => {
    const misread = card.map(([x, y, height, text]): Row => [
      x,
      y,
      height,
      text.replace('姓名', '性名').replace('公民身份', '公民命份').replace('出生', ''),
    ]);
    expect(texts(cnId, misread)).toMatchObject({
      name: truth.name,
      sex: truth.sex,
      nation: truth.nation,
      number: truth.number,
    });
  });

  test('proves its number by the check digit, and not a wrong one', () => {
    expect(matched(cnId, card)?.fields['number']?.checked).toBe(true);
    const wrong = card.map(([x, y, height, text]): Row => [x, y, height, text.replace('071222', '071226')]);
    expect(matched(cnId, wrong)?.fields['number']).toMatchObject({
      text: '513401198803071226',
      checked: false,
    });
  });

  test('is no card of a resident from Hong Kong, Macao or Taiwan', () => {
    const resident = card.map(([x, y, height, text]): Row => [
      x,
      y,
      height,
      text.replace('513401198803071222', '810000198803070027'),
    ]);
    expect(matched(cnId, resident)).toBeNull();
  });

  test('is not the side that was asked for', () => {
    const lines = card.map((row) => lineAt(turned(0), ...row));
    expect(matchTemplate({ lines, tilt: 0 }, cnId, 'back')).toBeNull();
  });
});

const licence: readonly Row[] = [
  [360, 35, 22, 'REPUBLIC OF THE PHILIPPINES'],
  [344, 66, 20, 'DEPARTMENT OF TRANSPORTATION'],
  [300, 97, 24, 'LAND TRANSPORTATION OFFICE'],
  [330, 180, 17, 'Last Name, First Name, Middle Name'],
  [330, 207, 25, 'DE LOS REYES, MARIA CRISTINA SAN JOSE'],
  [330, 250, 17, 'Nationality'],
  [460, 250, 17, 'Sex'],
  [540, 250, 17, 'Date of Birth'],
  [730, 250, 17, 'Weight (kg)'],
  // One line of four columns.
  [330, 277, 25, 'PHL        F     1991/06/14     58'],
  [330, 322, 17, 'Address'],
  [330, 348, 23, '354 BONIFACIO ROAD BRGY 162,'],
  [330, 378, 23, 'ESSEX VILLAGE MAKATI CITY'],
  [330, 424, 17, 'License No.'],
  [580, 424, 17, 'Expiration Date'],
  [800, 424, 17, 'Agency Code'],
  [330, 452, 25, 'N21-53-S61646'],
  [580, 452, 25, '2027/02/21'],
  [800, 452, 25, 'N40'],
];

describe('a licence with its labels above its values', () => {
  test('gives each column its value, and the address its lines', () => {
    expect(texts(philippinesDrivingLicence, licence)).toMatchObject({
      name: 'DE LOS REYES, MARIA CRISTINA SAN JOSE',
      nationality: 'PHL',
      sex: 'F',
      birth: '1991/06/14',
      address: '354 BONIFACIO ROAD BRGY 162, ESSEX VILLAGE MAKATI CITY',
      expiry: '2027/02/21',
      agency: 'N40',
    });
  });

  test('puts characters of a number into their class', () => {
    expect(texts(philippinesDrivingLicence, licence)['number']).toBe('N21-53-561646');
  });

  test('finds values by their place on the card when the labels were too small to be read', () => {
    const unlabelled = licence.filter(([, , height]) => height !== 17);
    expect(texts(philippinesDrivingLicence, unlabelled)).toMatchObject({
      number: 'N21-53-561646',
      expiry: '2027/02/21',
      agency: 'N40',
    });
  });

  test('is nothing that another document could be', () => {
    expect(matched(philippinesDrivingLicence, card)).toBeNull();
    expect(matched(cnId, licence)).toBeNull();
  });
});
