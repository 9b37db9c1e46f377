import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { dotted, inventChinese, yearsAfter } from './chinese-people.ts';
import type { Sample, Sampler } from './sample.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ADDRESSES: readonly (readonly string[])[] = [
  ['上海市徐汇区古美路1528号', '3号楼1201室'],
  ['广东省深圳市南山区科技园路9号', '海岸花园5栋2单元804室'],
  ['福建省厦门市思明区湖滨南路77号'],
];
const AUTHORITIES = ['合肥市公安局高新分局', '上海市公安局徐汇分局', '深圳市公安局南山分局'];

/** An identity number of somebody from Hong Kong (81), Macao (82) or Taiwan (83): GB 11643. */
function inventNumber(random: Random, birth: string, region: string, isMan: boolean): string {
  const body = `${region}0000${birth.replaceAll('-', '')}${random.digits(2)}${random.integer(0, 4) * 2 + (isMan ? 1 : 0)}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] ?? 0), 0);
  return body + '10X98765432'[sum % 11];
}

/** The front of a residence permit: an identity card of the mainland without a nationality. */
function drawFront(random: Random): Sample {
  const page = new Page(1012, 638, '#e6eef5');
  const person = inventChinese(random, 'simplified');
  const address = random.pick(ADDRESSES);
  const [year = '', month, day] = person.birth.split('-');
  const number = inventNumber(random, person.birth, random.pick(['81', '82', '83']), person.sex === '男');
  const print = (x: number, y: number, size: number, text: string, fill = '#1c1c1c'): void =>
    page.text(x, y, size, text, { font: 'chinese', fill });
  const label = (x: number, y: number, text: string): void => print(x, y, 28, text, '#2f6ea5');
  label(70, 108, '姓 名');
  print(180, 110, 38, person.familyName + person.givenName);
  label(70, 184, '性 别');
  print(180, 184, 31, person.sex);
  label(70, 258, '出 生');
  print(180, 258, 31, year);
  label(262, 258, '年');
  print(310, 258, 31, String(Number(month)));
  label(360, 258, '月');
  print(405, 258, 31, String(Number(day)));
  label(455, 258, '日');
  label(70, 332, '住 址');
  address.forEach((line, i) => print(180, 332 + i * 46, 31, line));
  label(70, 556, '公民身份号码');
  print(340, 558, 40, number);
  drawBust(page, random, 680, 90, 250, 330);
  const fields = {
    name: person.familyName + person.givenName,
    sex: person.sex,
    birthDate: `${year}/${Number(month)}/${Number(day)}`,
    address: address.join(''),
    number,
  };
  return { page, fields };
}

function drawBack(random: Random): Sample {
  const page = new Page(1012, 638, '#e6eef5');
  const issued = random.date(2018, 2022);
  const fields = {
    authority: random.pick(AUTHORITIES),
    validity: `${dotted(issued)}-${dotted(yearsAfter(issued, 5))}`,
    passNumber: random.pick([`H${random.digits(8)}`, `M${random.digits(8)}`, random.digits(8)]),
    issueCount: `0${random.integer(1, 3)}`,
  };
  const isTaiwan = /^\d/.test(fields.passNumber);
  const print = (x: number, y: number, size: number, text: string, font: 'chinese' | 'chinese-bold'): void =>
    page.text(x, y, size, text, { font });
  page.rectangle(70, 60, 150, 150, '#c2504a');
  print(290, 120, 52, '中华人民共和国', 'chinese-bold');
  print(290, 204, 56, isTaiwan ? '台湾居民居住证' : '港澳居民居住证', 'chinese-bold');
  const rows: readonly (readonly [string, string])[] = [
    ['签发机关', fields.authority],
    ['有效期限', fields.validity],
    ['通行证号码', fields.passNumber],
    ['签发次数', fields.issueCount],
  ];
  rows.forEach(([label, value], i) => {
    page.text(420, 340 + i * 70, 29, label, { font: 'chinese-bold', align: 'right' });
    print(450, 340 + i * 70, 32, value, 'chinese');
  });
  return { page, fields };
}

export const hmtResidencePermit: Sampler = { template: 'hmt-residence-permit', draw: drawFront };

export const hmtResidencePermitBack: Sampler = { template: 'hmt-residence-permit', draw: drawBack };
