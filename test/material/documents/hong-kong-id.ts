import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventChinese } from './chinese-people.ts';
import type { Sample, Sampler } from './sample.ts';

/** A number of nobody, with its check character: letters count from 10, a missing first one 36. */
function inventNumber(random: Random): string {
  const letters = random.pick(['A', 'C', 'K', 'R', 'Y', 'Z', 'WX']);
  const digits = random.digits(6);
  const values = [...letters.padStart(2, ' ')].map((c) => (c === ' ' ? 36 : c.charCodeAt(0) - 55));
  const sum = [...values, ...[...digits].map(Number)].reduce((total, value, i) => total + value * (9 - i), 0);
  return `${letters}${digits}(${'0123456789A'[(11 - (sum % 11)) % 11]})`;
}

const titled = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.slice(0, 1) + part.slice(1).toLowerCase())
    .join(' ');

const dayFirst = (date: string): string => date.split('-').reverse().join('-');

function draw(random: Random): Sample {
  const person = inventChinese(random, 'traditional');
  const isPermanent = random.next() < 0.7;
  const hasChinese = random.next() < 0.8;
  const chineseName = person.familyName + person.givenName;
  const [firstYear, firstMonth] = random.date(1979, 2002).slice(2).split('-');
  const issued = dayFirst(random.date(2003, 2022));
  const fields = {
    chineseName: hasChinese ? chineseName : '',
    englishName: `${person.latinFamilyName}, ${titled(person.latinGivenName)}`,
    telexCode: hasChinese ? [...chineseName].map(() => random.digits(4)).join(' ') : '',
    birth: dayFirst(person.birth),
    sex: person.sex === '男' ? '男M' : '女F',
    symbols: isPermanent ? random.pick(['***AZ', '***AO', '*AX']) : random.pick(['CO', 'CX', '***RU']),
    firstIssue: `${firstMonth}-${firstYear}`,
    issue: issued.slice(0, 6) + issued.slice(8),
    number: inventNumber(random),
  };
  const page = new Page(1012, 638, '#e3eef0');
  const print = (x: number, y: number, size: number, text: string): void =>
    page.text(x, y, size, text, { font: 'chinese' });
  page.text(506, 62, 36, isPermanent ? '香港永久性居民身份證' : '香港身份證', {
    font: 'chinese-bold',
    align: 'middle',
  });
  page.text(506, 102, 26, `HONG KONG ${isPermanent ? 'PERMANENT ' : ''}IDENTITY CARD`, {
    font: 'bold',
    align: 'middle',
  });
  if (hasChinese) print(370, 172, 42, fields.chineseName);
  print(370, 220, 30, fields.englishName);
  if (hasChinese) print(370, 270, 28, fields.telexCode);
  print(370, 330, 22, '出生日期 Date of Birth');
  print(370, 370, 32, fields.birth);
  print(640, 370, 32, `${fields.sex[0]} ${fields.sex[1]}`);
  print(370, 420, 30, fields.symbols);
  print(370, 474, 22, '簽發日期 Date of Issue');
  print(370, 512, 28, `(${fields.firstIssue})`);
  print(370, 560, 32, fields.issue);
  page.text(960, 590, 42, fields.number, { font: 'bold', align: 'right' });
  drawBust(page, random, 60, 150, 270, 360);
  return { page, fields };
}

export const hongKongId: Sampler = { template: 'hong-kong-id', draw };
