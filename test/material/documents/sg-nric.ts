import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const PEOPLE = [
  ['TAN AH KOW', '陈亚九', 'CHINESE', 'M'],
  ['LIM MEI HUA', '林美华', 'CHINESE', 'F'],
  ['KOH JIA HUI RACHEL', '许嘉慧', 'CHINESE', 'F'],
  ['MUHAMMAD HAFIZ BIN OSMAN', '', 'MALAY', 'M'],
  ['SITI AMINAH BINTE YUSOF', '', 'MALAY', 'F'],
  ['MUHAMMAD HAFIZUDDIN SHAH BIN ABDUL RAHMAN', '', 'MALAY', 'M'],
  ['RAJESWARI D/O KRISHNAN', '', 'INDIAN', 'F'],
  ['ANTHONY JAMES PEREIRA', '', 'EURASIAN', 'M'],
] as const;
const COUNTRIES = ['SINGAPORE', 'MALAYSIA', 'CHINA', 'INDONESIA', 'INDIA'];
const ADDRESSES = [
  ['APT BLK 123 ANG MO KIO AVENUE 6', '#10-1234'],
  ['APT BLK 45 BEDOK SOUTH ROAD', '#03-217'],
  ['18 JALAN KEMBANGAN'],
  ['APT BLK 701B PUNGGOL WAY', '#15-09'],
];
const SERIES = { S: 'JZIHGFEDCBA', T: 'GFEDCBAJZIH' } as const;

/** Weights 2 7 6 5 4 3 2 over seven digits; the remainder of eleven names the letter. */
function inventNumber(random: Random, series: keyof typeof SERIES, year: string): string {
  const digits = year.slice(2) + random.digits(5);
  const sum = [2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return `${series}${digits}${SERIES[series][sum % 11]}`;
}

const dayFirst = (date: string): string => date.split('-').reverse().join('-');

/** The front of a Singaporean's identity card. */
export const sgNric: Sampler = {
  template: 'sg-nric',
  draw: (random: Random): Sample => {
    const [name, chineseName, race, sex] = random.pick(PEOPLE);
    const birth = dayFirst(random.date(1950, 2004));
    const number = inventNumber(random, birth.slice(6) < '2000' ? 'S' : 'T', birth.slice(6));
    const country = random.pick(COUNTRIES);
    const page = new Page(1012, 638, '#f3dcd6');
    page.text(40, 62, 32, 'REPUBLIC OF SINGAPORE', { font: 'bold', fill: '#7c2530' });
    page.text(40, 112, 26, 'IDENTITY CARD NO.', { fill: '#7c2530' });
    page.text(330, 114, 38, number, { font: 'bold' });
    drawBust(page, random, 48, 160, 280, 370);
    page.text(370, 186, 19, 'Name', { fill: '#5c4a4a' });
    const words = name.split(' ');
    const lines = words.length > 5 ? [words.slice(0, 4).join(' '), words.slice(4).join(' ')] : [name];
    lines.forEach((line, i) => page.text(370, 222 + i * 38, 29, line, { font: 'bold' }));
    if (chineseName) page.text(370, 272, 32, chineseName, { font: 'chinese' });
    page.text(370, 330, 19, 'Race', { fill: '#5c4a4a' });
    page.text(370, 364, 28, race);
    page.text(370, 414, 19, 'Date of birth', { fill: '#5c4a4a' });
    page.text(370, 448, 28, birth);
    page.text(700, 414, 19, 'Sex', { fill: '#5c4a4a' });
    page.text(700, 448, 28, sex);
    page.text(370, 498, 19, 'Country/Place of birth', { fill: '#5c4a4a' });
    page.text(370, 532, 28, country);
    return { page, fields: { number, name, chineseName, race, birth, sex, country } };
  },
};

/** Its back. */
export const sgNricBack: Sampler = {
  template: 'sg-nric',
  draw: (random: Random): Sample => {
    const number = inventNumber(random, 'S', String(random.integer(1969, 1999)));
    const issued = dayFirst(random.date(2000, 2024));
    const postcode = random.digits(6);
    const address = [...random.pick(ADDRESSES), `SINGAPORE ${postcode}`];
    const page = new Page(1012, 638, '#f3dcd6');
    for (let x = 60; x < 640; x += 13) page.rectangle(x, 50, 3 + (x % 5), 110, '#222222');
    page.text(60, 216, 22, 'NRIC No.', { fill: '#5c4a4a' });
    page.text(190, 218, 34, number, { font: 'bold' });
    page.rectangle(700, 60, 250, 300, '#d9bdb6');
    page.text(60, 280, 19, 'Date of issue', { fill: '#5c4a4a' });
    page.text(60, 316, 28, issued);
    page.text(60, 400, 19, 'Address', { fill: '#5c4a4a' });
    address.forEach((line, i) => page.text(60, 440 + i * 42, 28, line));
    return { page, fields: { backNumber: number, issued, address: address.join(' '), postcode } };
  },
};

/** The back of a pass of somebody from abroad: it ends on a day. */
export const sgFinBack: Sampler = {
  template: 'sg-nric',
  draw: (random: Random): Sample => {
    const digits = random.digits(7);
    const sum = [2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 4);
    const number = `G${digits}${'XWUTRQPNMLK'[sum % 11]}`;
    const issued = dayFirst(random.date(2019, 2023));
    const expiry = dayFirst(random.date(2024, 2028));
    const page = new Page(1012, 638, '#dfe9df');
    page.text(60, 80, 22, 'FIN', { fill: '#5c4a4a' });
    page.text(160, 82, 34, number, { font: 'bold' });
    const rows = [
      ['Nationality', random.pick(['INDIAN', 'FILIPINO', 'CHINESE', 'BANGLADESHI'])],
      ['Date of Issue', issued],
      ['Date of Expiry', expiry],
    ] as const;
    rows.forEach(([label, value], i) => {
      page.text(60, 160 + i * 100, 19, label, { fill: '#5c4a4a' });
      page.text(60, 196 + i * 100, 28, value);
    });
    page.text(60, 560, 20, 'This card must be returned when it is cancelled.', { fill: '#5c4a4a' });
    return { page, fields: { backNumber: number, issued, expiry } };
  },
};
