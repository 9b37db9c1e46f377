import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import type { Company } from './companies.ts';
import {
  chineseDate,
  type Content,
  inventContent,
  type InvoiceSample,
  itemFields,
  moneyFields,
  PEOPLE,
  type Print,
  printers,
  rule,
} from './invoice-content.ts';

const PROVINCES = ['深圳', '上海', '浙江', '北京', '四川', '广东'];
const CIPHER = '0123456789+-*/<>';

/** Left edges of the columns of items and the sheet's right edge. */
const COLUMNS = [110, 455, 610, 690, 800, 945, 1130, 1225, 1390];

function drawItems(page: Page, content: Content, top: number, print: { label: Print; value: Print }): void {
  const { value } = print;
  content.items.forEach((item, i) => {
    const y = top + i * 34;
    const at = (column: number): number => COLUMNS[column] ?? 0;
    const end = (column: number): number => at(column) - 8;
    value(at(0) + 8, y, item.name);
    if (item.spec) value(at(1) + 8, y, item.spec);
    if (item.unit) value((at(2) + at(3)) / 2, y, item.unit, 22, 'middle');
    value(end(4), y, item.quantity, 22, 'right');
    value(end(5), y, item.price, 22, 'right');
    value(end(6), y, item.amount, 22, 'right');
    value((at(6) + at(7)) / 2, y, item.rate, 22, 'middle');
    value(end(8), y, item.tax, 22, 'right');
  });
}

const HEADS = ['货物或应税劳务、服务名称', '规格型号', '单位', '数 量', '单 价', '金 额', '税率', '税 额'];

const PAPER = {
  special: { title: '增值税专用发票', ink: '#8a4b2a', kind: 'vat-special' },
  common: { title: '增值税普通发票', ink: '#8a4b2a', kind: 'vat-common' },
  electronic: { title: '增值税电子普通发票', ink: '#a0522d', kind: 'vat-electronic-common' },
  'electronic-special': { title: '增值税电子专用发票', ink: '#a0522d', kind: 'vat-electronic-special' },
} as const;

/** An invoice on the form with the buyer above the items and the seller below them. */
export function drawVatInvoice(random: Random, form: keyof typeof PAPER): InvoiceSample {
  const { title, ink, kind } = PAPER[form];
  const content = inventContent(random);
  const page = new Page(1500, 940, '#fdfdf9');
  const print = printers(page, ink);
  const { label, value } = print;
  const head = drawHead(page, random, form, content.date, `${random.pick(PROVINCES)}${title}`, print);
  drawForm(page, ink, label);
  drawParty(content.buyer, 232, print);
  for (let line = 0; line < 4; line++)
    page.text(
      935,
      236 + line * 34,
      21,
      Array.from({ length: 27 }, () => CIPHER[random.integer(0, 15)]).join(''),
      {
        font: 'mono',
      },
    );
  drawItems(page, content, 408, print);
  const money = moneyFields(content);
  label(230, 632, '合 计', 21);
  value(1122, 632, `¥${money.amount}`, 22, 'right');
  value(1382, 632, `¥${money.tax}`, 22, 'right');
  label(150, 676, '价税合计（大写）', 21);
  value(470, 678, money.totalWords, 24);
  label(1000, 676, '（小写）', 21);
  value(1100, 678, `¥${money.total}`, 24);
  drawParty(content.seller, 724, print);
  content.remark.split('\n').forEach((line, i) => value(935, 740 + i * 34, line, 21));
  const people = {
    receiver: random.pick(PEOPLE),
    reviewer: random.pick(PEOPLE),
    issuer: random.pick(PEOPLE),
  };
  label(120, 880, '收款人：');
  value(210, 880, people.receiver);
  label(470, 880, '复核：');
  value(540, 880, people.reviewer);
  label(790, 880, '开票人：');
  value(880, 880, people.issuer);
  label(1120, 880, '销售方：（章）');
  const fields = {
    ...head,
    date: chineseDate(content.date),
    ...partyFields('buyer', content.buyer),
    ...partyFields('seller', content.seller),
    ...money,
    ...people,
    ...(content.remark ? { remark: content.remark } : {}),
  };
  return { page, kind, fields, items: itemFields(content.items) };
}

const partyFields = (side: string, { name, number, address, bank }: Company) => ({
  [`${side}Name`]: name,
  [`${side}Number`]: number,
  [`${side}Address`]: address,
  [`${side}Bank`]: bank,
});

function drawHead(
  page: Page,
  random: Random,
  form: keyof typeof PAPER,
  date: string,
  title: string,
  { label, value }: { label: Print; value: Print },
): Record<string, string> {
  page.text(750, 86, 44, title, { font: 'chinese-bold', fill: PAPER[form].ink, align: 'middle' });
  rule(page, 480, 104, 1020, 106, PAPER[form].ink);
  const code = random.digits(form === 'special' ? 10 : 12);
  const number = random.digits(8);
  const check = Array.from({ length: 4 }, () => random.digits(5)).join(' ');
  if (form.startsWith('electronic')) {
    const machine = random.digits(12);
    label(90, 186, '机器编号：');
    value(195, 186, machine);
    const rows = [
      ['发票代码：', code],
      ['发票号码：', number],
      ['开票日期：', chineseDate(date)],
      ['校 验 码：', check],
    ] as const;
    rows.forEach(([name, text], i) => {
      label(1090, 66 + i * 36, name);
      value(1195, 66 + i * 36, text);
    });
    return { title, code, number, checkCode: check.replaceAll(' ', ''), machine };
  }
  value(150, 90, code, 36);
  label(1090, 90, 'No', 30);
  value(1150, 90, number, 36);
  value(1340, 70, code, 18);
  value(1340, 98, number, 18);
  label(1090, 160, '开票日期：');
  value(1195, 160, chineseDate(date));
  if (form === 'special') return { title, code, number };
  label(110, 160, '校验码');
  value(190, 160, check);
  return { title, code, number, checkCode: check.replaceAll(' ', '') };
}

function drawForm(page: Page, ink: string, label: Print): void {
  const [left, right] = [70, 1390];
  for (const y of [206, 354, 650, 694, 846]) rule(page, left, y, right, y, ink);
  for (const x of [left, right]) rule(page, x, 206, x, 846, ink);
  for (const x of COLUMNS.slice(1, -1)) rule(page, x, 354, x, 650, ink);
  for (const x of [110, 880, 920]) {
    rule(page, x, 206, x, 354, ink);
    rule(page, x, 694, x, 846, ink);
  }
  rule(page, 440, 650, 440, 694, ink);
  [...'购买方'].forEach((c, i) => label(80, 250 + i * 38, c));
  [...'密码区'].forEach((c, i) => label(890, 250 + i * 38, c));
  [...'销售方'].forEach((c, i) => label(80, 738 + i * 38, c));
  [...'备注'].forEach((c, i) => label(890, 748 + i * 46, c));
  HEADS.forEach((head, i) => {
    const [from = 0, to = 0] = [i === 0 ? left : COLUMNS[i], COLUMNS[i + 1]];
    label((from + to) / 2, 378, head, 20, 'middle');
  });
}

function drawParty(company: Company, top: number, { label, value }: { label: Print; value: Print }): void {
  const rows = [
    ['名　　　　称：', company.name],
    ['纳税人识别号：', company.number],
    ['地 址、 电 话：', company.address],
    ['开户行及账号：', company.bank],
  ] as const;
  rows.forEach(([name, text], i) => {
    label(120, top + 4 + i * 36, name.replaceAll('　', ' '), 20);
    value(268, top + 4 + i * 36, text, 21);
  });
}
