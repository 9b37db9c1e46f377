import { inventCompany } from '../invoices/companies.ts';
import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventChinese } from './chinese-people.ts';

/** A card of nobody, and what it says: kind of field → values, in the order in which they are printed. */
export interface BusinessCard {
  readonly page: Page;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

const TITLES = [
  ['总经理', 'General Manager'],
  ['高级工程师', 'Senior Engineer'],
  ['销售总监', 'Sales Director'],
  ['项目经理', 'Project Manager'],
  ['设计师', 'Designer'],
] as const;
const DEPARTMENTS = ['市场部', '研发中心', '财务部', '人力资源部'];
const ADDRESSES = [
  ['深圳市南山区科技园路18号创新大厦A座502室', 'Room 502, Tower A, 18 Keji Road, Nanshan District, Shenzhen'],
  ['上海市浦东新区张江路665号3层', '3rd Floor, 665 Zhangjiang Road, Pudong, Shanghai'],
  ['成都市高新区天府大道中段688号', '688 Tianfu Avenue, Chengdu'],
] as const;
const DOMAINS = ['yunfan-tech.com', 'boyuan.com.cn', 'harbour-books.com', 'hengtai.cn'];
const ENGLISH_COMPANIES = ['Harbour Books Co., Ltd.', 'Northwind Trading Limited', 'Blue Delta Group'];

const mobileOf = (random: Random): string =>
  `1${random.pick(['38', '59', '86', '77'])} ${random.digits(4)} ${random.digits(4)}`;
const phoneOf = (random: Random): string => `0755-${random.integer(2, 8)}${random.digits(7)}`;
const titleCase = (name: string): string => name.charAt(0) + name.slice(1).toLowerCase();

/** A card in Chinese: the company above, the name and the title beside each other, then the ways to reach them. */
export function drawChineseCard(random: Random): BusinessCard {
  const page = new Page(1080, 648, '#ffffff');
  const person = inventChinese(random, 'simplified');
  const [title] = random.pick(TITLES);
  const [address] = random.pick(ADDRESSES);
  const domain = random.pick(DOMAINS);
  const email = `${person.latinGivenName.toLowerCase()}@${domain}`;
  const name = person.familyName + person.givenName;
  const fields = {
    company: [inventCompany(random).name],
    name: [name],
    department: [random.pick(DEPARTMENTS)],
    title: [title],
    mobile: [mobileOf(random)],
    phone: [phoneOf(random)],
    fax: [phoneOf(random)],
    email: [email],
    address: [address],
    postcode: [`5${random.digits(5)}`],
    web: [`www.${domain}`],
  };
  const print = (x: number, y: number, size: number, text: string): void =>
    page.text(x, y, size, text, { font: 'chinese' });
  page.rectangle(0, 0, 1080, 18, '#1f5f99');
  page.text(70, 96, 34, fields.company[0] ?? '', { font: 'chinese-bold', fill: '#1f5f99' });
  page.text(70, 220, 58, name, { font: 'chinese-bold' });
  print(330, 216, 28, `${fields.department[0]}   ${title}`);
  print(70, 350, 26, `手机：${fields.mobile[0]}`);
  print(560, 350, 26, `电话：${fields.phone[0]}`);
  print(70, 404, 26, `传真：${fields.fax[0]}`);
  print(560, 404, 26, `邮箱：${email}`);
  print(70, 458, 26, `地址：${address}`);
  print(70, 512, 26, `邮编：${fields.postcode[0]}`);
  print(560, 512, 26, `网址：${fields.web[0]}`);
  return { page, fields };
}

/** A card in English: the name first. */
export function drawEnglishCard(random: Random): BusinessCard {
  const page = new Page(1080, 648, '#fbfaf6');
  const person = inventChinese(random, 'simplified');
  const [, title] = random.pick(TITLES);
  const [, address] = random.pick(ADDRESSES);
  const domain = random.pick(DOMAINS);
  const name = `${titleCase(random.pick(['DANIEL', 'HELEN', 'MARCUS', 'IRENE']))} ${titleCase(person.latinFamilyName)}`;
  const fields = {
    'english-name': [name],
    'english-title': [title],
    'english-company': [random.pick(ENGLISH_COMPANIES)],
    phone: [`+86 755 ${random.digits(4)} ${random.digits(4)}`],
    mobile: [`+86 ${mobileOf(random)}`],
    email: [`${name.split(' ')[0]?.toLowerCase()}@${domain}`],
    web: [`www.${domain}`],
    'english-address': [address],
  };
  page.text(80, 130, 50, name, { font: 'bold' });
  page.text(80, 184, 28, title);
  page.text(80, 290, 34, fields['english-company'][0] ?? '', { font: 'bold', fill: '#7a3b1d' });
  page.rectangle(80, 320, 400, 4, '#7a3b1d');
  page.text(80, 384, 24, `Tel: ${fields.phone[0]}`);
  page.text(80, 428, 24, `Mobile: ${fields.mobile[0]}`);
  page.text(80, 472, 24, `E-mail: ${fields.email[0]}`);
  page.text(80, 516, 24, fields.web[0] ?? '');
  page.text(80, 576, 22, address);
  return { page, fields };
}

/** A card in both languages. */
export function drawBilingualCard(random: Random): BusinessCard {
  const page = new Page(1080, 648, '#ffffff');
  const person = inventChinese(random, 'simplified');
  const [title, englishTitle] = random.pick(TITLES);
  const [address] = random.pick(ADDRESSES);
  const fields = {
    name: [person.familyName + person.givenName],
    'english-name': [`${titleCase(person.latinGivenName)} ${titleCase(person.latinFamilyName)}`],
    title: [title],
    'english-title': [englishTitle],
    company: [inventCompany(random).name],
    'english-company': [random.pick(ENGLISH_COMPANIES)],
    address: [address],
    phone: [phoneOf(random)],
    mobile: [mobileOf(random)],
    email: [`info@${random.pick(DOMAINS)}`],
  };
  const print = (x: number, y: number, size: number, text: string): void =>
    page.text(x, y, size, text, { font: 'chinese', align: 'right' });
  print(1010, 120, 56, fields.name[0] ?? '');
  print(1010, 172, 28, fields['english-name'][0] ?? '');
  print(1010, 232, 26, title);
  print(1010, 272, 24, englishTitle);
  print(1010, 370, 32, fields.company[0] ?? '');
  print(1010, 412, 24, fields['english-company'][0] ?? '');
  print(1010, 482, 24, `地址 ${address}`);
  print(1010, 524, 24, `T ${fields.phone[0]}   M ${fields.mobile[0]}`);
  print(1010, 566, 24, `E ${fields.email[0]}`);
  return { page, fields };
}
