import { describe, expect, it } from 'vitest';
import { ask } from '../../../src/engine/structure/ask.ts';
import { findPairs } from '../../../src/engine/structure/find-pairs.ts';
import { findValues } from '../../../src/engine/structure/find-values.ts';
import type { ReadLine } from '../../../src/engine/text/read-line.ts';
import { lineAt } from './lines.ts';

const valuesOf = (lines: readonly ReadLine[], keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(findValues(lines, keys).values.map(({ asked, value }) => [asked, value]));

const pairsOf = (lines: readonly ReadLine[]): string[] =>
  findPairs(lines).map(({ key, value }) => `${key}=${value}`);

describe('findValues', () => {
  it('finds a value on the line of its key, several keys on one line', () => {
    const lines = [lineAt(0, 0, 'Date: 2031-03-15 Time: 14:52 Table No.: 7')];
    expect(valuesOf(lines, ['Time', 'Date', 'Table No'])).toEqual({
      Date: '2031-03-15',
      Time: '14:52',
      'Table No': '7',
    });
  });

  it('gives the box of the value alone', () => {
    const [found] = findValues([lineAt(100, 40, 'Name: Ada Moor')], ['name']).values;
    expect(found).toMatchObject({ key: 'Name', value: 'Ada Moor' });
    expect(found?.valueQuad[0]).toEqual({ x: 100 + 6 * 11, y: 40 });
    expect(found?.valueQuad[2]).toEqual({ x: 100 + 14 * 11, y: 60 });
  });

  it('finds a value to the right of its key, and below it', () => {
    const lines = [
      lineAt(0, 0, 'Surname'),
      lineAt(300, 2, 'Moor'),
      lineAt(0, 60, 'Place of birth'),
      lineAt(0, 90, 'Harbour Town'),
      lineAt(300, 60, 'Sex'),
      lineAt(300, 90, 'F'),
    ];
    expect(valuesOf(lines, ['Surname', 'Place of birth', 'Sex'])).toEqual({
      Surname: 'Moor',
      'Place of birth': 'Harbour Town',
      Sex: 'F',
    });
  });

  it('follows a value onto the next lines, and stops at the next key', () => {
    const lines = [
      lineAt(0, 0, '住址：北京市海淀区中关村'),
      lineAt(33, 26, '大街一号院二单元'),
      lineAt(0, 60, '编号：A7'),
    ];
    expect(valuesOf(lines, ['住址', '编号'])).toEqual({
      住址: '北京市海淀区中关村大街一号院二单元',
      编号: 'A7',
    });
  });

  it('takes a value that can be one: an amount for a sum, a day for a date', () => {
    const lines = [
      lineAt(0, 0, 'Invoice date'),
      lineAt(300, 0, 'Customer'),
      lineAt(0, 30, '4 May 2031'),
      lineAt(300, 30, 'Moor'),
    ];
    expect(valuesOf(lines, ['Invoice date'])).toEqual({ 'Invoice date': '4 May 2031' });
  });

  it('leaves out what is not on the page', () => {
    expect(findValues([lineAt(0, 0, 'Name: Ada')], ['Blood group'])).toEqual({ values: [], rows: [] });
    expect(findValues([], ['Name'])).toEqual({ values: [], rows: [] });
  });

  it('finds keys on a page that lies tilted', () => {
    const radians = (8 * Math.PI) / 180;
    const turned = (line: ReadLine): ReadLine => {
      const turn = ({ x, y }: { x: number; y: number }) => ({
        x: x * Math.cos(radians) - y * Math.sin(radians),
        y: x * Math.sin(radians) + y * Math.cos(radians),
      });
      const quad = (q: ReadLine['quad']): ReadLine['quad'] => [
        turn(q[0]),
        turn(q[1]),
        turn(q[2]),
        turn(q[3]),
      ];
      return { ...line, quad: quad(line.quad), words: line.words.map((w) => ({ ...w, quad: quad(w.quad) })) };
    };
    const lines = [
      lineAt(0, 0, 'Name'),
      lineAt(500, 0, 'Ada Moor'),
      lineAt(0, 45, 'Town'),
      lineAt(500, 45, 'Port Elm'),
    ].map(turned);
    const found = findValues(lines, ['Town', 'Name'], 8).values;
    expect(found.map(({ value }) => value)).toEqual(['Port Elm', 'Ada Moor']);
  });

  it('gives the rows below keys that head columns', () => {
    const lines = [
      ...[lineAt(0, 0, 'Item'), lineAt(300, 0, 'Qty'), lineAt(500, 0, 'Price')],
      ...[lineAt(0, 40, 'Pencil'), lineAt(310, 40, '2'), lineAt(500, 40, '3.20')],
      ...[lineAt(0, 80, 'Desk lamp'), lineAt(310, 80, '1'), lineAt(500, 80, '39.50')],
      lineAt(0, 200, 'Total: 42.70'),
    ];
    const { rows, values } = findValues(lines, ['Item', 'Qty', 'Price', 'Total']);
    expect(rows.map((row) => row.map(({ asked, value }) => `${asked}=${value}`))).toEqual([
      ['Item=Pencil', 'Qty=2', 'Price=3.20'],
      ['Item=Desk lamp', 'Qty=1', 'Price=39.50'],
    ]);
    expect(values.map(({ asked, value }) => [asked, value])).toEqual([['Total', '42.70']]);
  });
});

describe('findPairs', () => {
  it('finds labels with a colon, words before a number, small print above larger print', () => {
    const lines = [
      lineAt(0, 0, 'Tel: 555 0142 Fax: 555 0143'),
      lineAt(0, 60, 'Subtotal'),
      lineAt(400, 60, '151.28'),
      lineAt(0, 120, 'Given names', 14),
      lineAt(0, 138, 'Anna Maria', 24),
    ];
    expect(pairsOf(lines)).toEqual([
      'Tel=555 0142',
      'Fax=555 0143',
      'Subtotal=151.28',
      'Given names=Anna Maria',
    ]);
  });

  it('takes no time, no address of the web and no sentence for a label', () => {
    const lines = [
      lineAt(0, 0, 'Open 09:30 to 17:00'),
      lineAt(0, 60, 'https://example.org'),
      lineAt(0, 120, 'Thank you, please come again'),
    ];
    expect(pairsOf(lines)).toEqual([]);
  });
});

describe('ask', () => {
  const receipt = [
    lineAt(100, 0, 'CORNER BOOKSHOP LTD (123456-X)'),
    lineAt(100, 30, '12 Harbour Street, 80300 Utopia'),
    lineAt(100, 60, 'Tel: 555 0142'),
    lineAt(0, 120, '15/03/2031 14:52'),
    ...[lineAt(0, 160, 'Subtotal'), lineAt(300, 160, '151.28')],
    ...[lineAt(0, 190, 'Tax total'), lineAt(300, 190, '12.10')],
    ...[lineAt(0, 220, 'TOTAL'), lineAt(300, 220, '163.38')],
    ...[lineAt(0, 250, 'Cash'), lineAt(300, 250, '200.00')],
    ...[lineAt(0, 280, 'Change'), lineAt(300, 280, '36.62')],
  ];

  it('knows what a receipt says without a label', () => {
    const { values } = ask(receipt, ['Company', 'Address', 'Date', 'Total', 'Tel']);
    expect(Object.fromEntries(values.map(({ asked, value }) => [asked, value]))).toEqual({
      Company: 'CORNER BOOKSHOP LTD',
      Address: '12 Harbour Street, 80300 Utopia',
      Date: '15/03/2031',
      Total: '163.38',
      Tel: '555 0142',
    });
  });

  it('believes a label that says what was asked for', () => {
    const { values } = ask([...receipt, lineAt(0, 400, 'Date: 2031-04-01')], ['date']);
    expect(values[0]?.value).toBe('2031-04-01');
  });
});
