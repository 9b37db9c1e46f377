import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { dotted, inventChinese, yearsAfter } from './chinese-people.ts';
import type { Sample, Sampler } from './sample.ts';

const NATIONS = ['汉', '汉', '汉', '满', '维吾尔', '土家', '壮'];
/** One to three lines of eleven characters. */
const ADDRESSES: readonly (readonly string[])[] = [
  ['湖南省长沙市天心区书院路', '88号'],
  ['北京市朝阳区建国路甲12号', '院6号楼3单元1502室'],
  ['四川省凉山彝族自治州西昌', '市长安北路二段东方花园小', '区9栋2单元601号'],
  ['浙江省杭州市西湖区文三路'],
  ['吉林省延边州图们市新华街', '光明委7组'],
];
const AUTHORITIES = ['长沙市公安局天心分局', '北京市公安局朝阳分局', '西昌市公安局', '杭州市公安局西湖分局'];
const REGIONS = ['430103', '110105', '513401', '330106', '222402'];
const BLUE = '#2f6ea5';

/** A number of nobody: GB 11643. */
export function inventChineseNumber(random: Random, birth: string, sex: '男' | '女'): string {
  const order = `${random.digits(2)}${random.integer(0, 4) * 2 + (sex === '男' ? 1 : 0)}`;
  const body = `${random.pick(REGIONS)}${birth.replaceAll('-', '')}${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'[sum % 11];
}

function drawFront(random: Random): Sample {
  const person = inventChinese(random, 'simplified');
  const [year = '', month, day] = person.birth.split('-');
  const fields = {
    name: person.familyName + person.givenName,
    sex: person.sex,
    nation: random.pick(NATIONS),
    birth: `${year}/${Number(month)}/${Number(day)}`,
    address: '',
    number: inventChineseNumber(random, person.birth, person.sex),
  };
  const address = random.pick(ADDRESSES);
  const page = new Page(1012, 638, '#e8eff4');
  const print = (x: number, y: number, size: number, text: string): void =>
    page.text(x, y, size, text, { font: 'chinese' });
  const label = (x: number, y: number, text: string): void =>
    page.text(x, y, 27, text, { font: 'chinese', fill: BLUE });
  label(70, 108, '姓 名');
  print(178, 110, 38, fields.name);
  label(70, 184, '性 别');
  print(178, 184, 30, fields.sex);
  label(290, 184, '民 族');
  print(392, 184, 30, fields.nation);
  label(70, 258, '出 生');
  print(178, 258, 30, year);
  label(262, 258, '年');
  print(308, 258, 30, String(Number(month)));
  label(358, 258, '月');
  print(402, 258, 30, String(Number(day)));
  label(452, 258, '日');
  label(70, 332, '住 址');
  address.forEach((line, i) => print(178, 332 + i * 46, 31, line));
  label(70, 556, '公民身份号码');
  print(340, 558, 42, fields.number);
  drawBust(page, random, 680, 90, 250, 330);
  return { page, fields: { ...fields, address: address.join('') } };
}

function drawBack(random: Random): Sample {
  const issued = random.date(2006, 2022);
  const until = random.pick([5, 10, 20, 0]);
  const fields = {
    authority: random.pick(AUTHORITIES),
    validity: `${dotted(issued)}-${until === 0 ? '长期' : dotted(yearsAfter(issued, until))}`,
  };
  const page = new Page(1012, 638, '#e8eff4');
  page.rectangle(70, 60, 150, 150, '#c2504a');
  page.text(300, 122, 52, '中华人民共和国', { font: 'chinese-bold' });
  page.text(330, 210, 60, '居 民 身 份 证', { font: 'chinese-bold' });
  page.text(390, 490, 29, '签发机关', { font: 'chinese-bold', align: 'right' });
  page.text(420, 490, 31, fields.authority, { font: 'chinese' });
  page.text(390, 566, 29, '有效期限', { font: 'chinese-bold', align: 'right' });
  page.text(420, 566, 31, fields.validity, { font: 'chinese' });
  return { page, fields };
}

export const chineseId: Sampler = { template: 'cn-id', draw: drawFront };

export const chineseIdBack: Sampler = { template: 'cn-id', draw: drawBack };
