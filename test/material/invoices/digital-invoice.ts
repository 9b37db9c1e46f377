import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import type { SoldItem } from './goods.ts';
import {
  chineseDate,
  inventContent,
  type InvoiceSample,
  itemFields,
  moneyFields,
  PEOPLE,
  type Print,
  printers,
  rule,
} from './invoice-content.ts';

const DIGITAL = {
  special: { title: '电子发票（增值税专用发票）', kind: 'digital-special' },
  common: { title: '电子发票（普通发票）', kind: 'digital-common' },
} as const;
const DIGITAL_COLUMNS = [60, 420, 560, 640, 740, 900, 1080, 1230, 1400];
const DIGITAL_HEADS = ['项目名称', '规格型号', '单 位', '数 量', '单 价', '金 额', '税率/征收率', '税 额'];

/** An invoice without a code, on the form with the parties side by side. */
export function drawDigitalInvoice(random: Random, form: keyof typeof DIGITAL): InvoiceSample {
  const { title, kind } = DIGITAL[form];
  const ink = '#8a2f24';
  const content = inventContent(random);
  const page = new Page(1460, 960, '#ffffff');
  const { label, value } = printers(page, ink);
  const number = `2${random.digits(19)}`;
  page.text(730, 92, 42, title, { font: 'chinese', fill: ink, align: 'middle' });
  for (const y of [110, 118]) rule(page, 440, y, 1020, y, ink);
  label(1060, 70, '发票号码：');
  value(1165, 70, number);
  label(1060, 112, '开票日期：');
  value(1165, 112, chineseDate(content.date));
  for (const y of [170, 330, 690, 740, 880]) rule(page, 50, y, 1410, y, ink);
  for (const x of [50, 1410]) rule(page, x, 170, x, 880, ink);
  for (const x of [90, 710, 750]) rule(page, x, 170, x, 330, ink);
  const sides = [
    ['购买方信息', 58, 110, content.buyer],
    ['销售方信息', 718, 770, content.seller],
  ] as const;
  for (const [letters, side, left, party] of sides) {
    [...letters].forEach((letter, i) => label(side, 200 + i * 29, letter, 20));
    label(left, 216, '名称：');
    value(left + 62, 216, party.name);
    label(left, 296, '统一社会信用代码/纳税人识别号：');
    value(left + 330, 296, party.number);
  }
  DIGITAL_HEADS.forEach((head, i) => {
    const [from = 0, to = 0] = [DIGITAL_COLUMNS[i], DIGITAL_COLUMNS[i + 1]];
    if (i < 2) label(from + (i === 0 ? 110 : 6), 358, head, 20);
    else
      label(
        i === 2 || i === 6 ? (from + to) / 2 : to - 12,
        358,
        head,
        20,
        i === 2 || i === 6 ? 'middle' : 'right',
      );
  });
  content.items.forEach((item, i) => drawDigitalItem(item, 396 + i * 36, value));
  const money = moneyFields(content);
  label(200, 672, '合 计');
  value(1068, 672, `¥${money.amount}`, 22, 'right');
  value(1388, 672, `¥${money.tax}`, 22, 'right');
  label(120, 722, '价税合计（大写）');
  value(420, 724, `⊗${money.totalWords}`);
  label(980, 722, '（小写）');
  value(1070, 724, `¥${money.total}`);
  label(60, 790, '备');
  label(60, 840, '注');
  rule(page, 90, 740, 90, 880, ink);
  if (content.remark) value(110, 780, content.remark);
  const issuer = random.pick(PEOPLE);
  label(160, 924, '开票人：');
  value(250, 924, issuer);
  const fields = {
    ...{ title, number },
    date: chineseDate(content.date),
    buyerName: content.buyer.name,
    buyerNumber: content.buyer.number,
    sellerName: content.seller.name,
    sellerNumber: content.seller.number,
    ...money,
    issuer,
    ...(content.remark ? { remark: content.remark } : {}),
  };
  return { page, kind, fields, items: itemFields(content.items) };
}

function drawDigitalItem(item: SoldItem, y: number, value: Print): void {
  const end = (column: number): number => (DIGITAL_COLUMNS[column + 1] ?? 0) - 12;
  value(62, y, item.name, 20);
  if (item.spec) value(426, y, item.spec, 20);
  if (item.unit) value(600, y, item.unit, 20, 'middle');
  value(end(3), y, item.quantity, 20, 'right');
  value(end(4), y, item.price, 20, 'right');
  value(end(5), y, item.amount, 20, 'right');
  value(1155, y, item.rate, 20, 'middle');
  value(end(7), y, item.tax, 20, 'right');
}
