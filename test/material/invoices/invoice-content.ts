import type { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { printMoney, spellMoney } from './chinese-money.ts';
import { type Company, inventCompany } from './companies.ts';
import { inventGoods, type SoldItem } from './goods.ts';

/** An invoice of nobody, and what it says by the field names of the reader. */
export interface InvoiceSample {
  readonly page: Page;
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly items: readonly Readonly<Record<string, string>>[];
}

const INK = '#1c1c1c';
/** Who issues, receives and reviews. */
export const PEOPLE = ['王芳', '李建国', '陈晓明', '周丽华', '赵敏', '吴志强'];
const REMARKS = ['订单号20230518', '合同编号HT2021-06', '', '上门服务'];

/** What both forms say. */
export interface Content {
  readonly buyer: Company;
  readonly seller: Company;
  readonly items: readonly SoldItem[];
  readonly amount: number;
  readonly tax: number;
  readonly date: string;
  readonly remark: string;
}

export function inventContent(random: Random): Content {
  const buyer = inventCompany(random);
  const items = inventGoods(random, random.integer(1, 4));
  const sum = (of: (item: SoldItem) => number): number => items.reduce((total, item) => total + of(item), 0);
  return {
    buyer,
    seller: inventCompany(random, buyer),
    items,
    amount: sum(({ cents }) => cents.amount),
    tax: sum(({ cents }) => cents.tax),
    date: random.date(2018, 2024),
    remark: random.pick(REMARKS),
  };
}

export const chineseDate = (date: string): string => date.replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日');

export const moneyFields = ({ amount, tax }: Content) => ({
  amount: printMoney(amount),
  tax: printMoney(tax),
  total: printMoney(amount + tax),
  totalWords: spellMoney(amount + tax),
});

export const itemFields = (items: readonly SoldItem[]) =>
  items.map(({ cents: _, ...item }) =>
    Object.fromEntries(Object.entries(item).filter(([, value]) => value !== '')),
  );

/** Sets a text at a place; size in pixels. */
export type Print = (
  x: number,
  y: number,
  text: string,
  size?: number,
  align?: 'left' | 'right' | 'middle',
) => void;

export const printers = (page: Page, labelInk: string): { label: Print; value: Print } => ({
  label: (x, y, text, size = 21, align = 'left') =>
    page.text(x, y, size, text, { font: 'chinese', fill: labelInk, align }),
  value: (x, y, text, size = 22, align = 'left') =>
    page.text(x, y, size, text, { font: 'chinese', fill: INK, align }),
});

export const rule = (page: Page, x0: number, y0: number, x1: number, y1: number, ink: string): void =>
  page.rectangle(x0, y0, Math.max(2, x1 - x0), Math.max(2, y1 - y0), ink);
