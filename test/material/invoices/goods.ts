import type { Random } from '../random.ts';
import { printMoney } from './chinese-money.ts';

/** One line of an invoice, as printed. */
export interface SoldItem {
  readonly name: string;
  readonly spec: string;
  readonly unit: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  readonly rate: string;
  readonly tax: string;
  readonly cents: { readonly amount: number; readonly tax: number };
}

const GOODS = [
  ['*纸制文教用品*复印纸', 'A4 80g', '箱', 13],
  ['*计算机外部设备*激光打印机', 'HL-2260D', '台', 13],
  ['*信息技术服务*技术服务费', '', '次', 6],
  ['*餐饮服务*餐费', '', '', 6],
  ['*运输服务*货物运输', '', '吨', 9],
  ['*电子计算机*笔记本电脑', 'X1-14', '台', 13],
  ['*住宿服务*住宿费', '', '天', 6],
  ['*文具*签字笔', '0.5mm', '盒', 13],
] as const;

export function inventGoods(random: Random, count: number): SoldItem[] {
  return Array.from({ length: count }, () => {
    const [name, spec, unit, percent] = random.pick(GOODS);
    const quantity = unit ? random.integer(1, 30) : 1;
    const price = random.integer(500, 300_000);
    const amount = quantity * price;
    const tax = Math.round((amount * percent) / 100);
    return {
      ...{ name, spec, unit },
      quantity: String(quantity),
      price: printMoney(price),
      amount: printMoney(amount),
      rate: `${percent}%`,
      tax: printMoney(tax),
      cents: { amount, tax },
    };
  });
}
