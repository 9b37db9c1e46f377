import type { Random } from '../random.ts';

/** Nobody's company, as Chinese papers name one. */
export interface Company {
  readonly name: string;
  /** GB 32100, with its check character. */
  readonly number: string;
  readonly address: string;
  readonly bank: string;
}

const NAMES = [
  '深圳市云帆信息技术有限公司',
  '上海博远贸易有限公司',
  '杭州西溪文化传播有限公司',
  '北京晨光办公用品有限责任公司',
  '成都锦程物流有限公司',
  '广州市华丰电子科技股份有限公司',
  '苏州工业园区恒泰机械制造有限公司',
  '武汉江南酒店管理有限公司',
];
const ADDRESSES = [
  '深圳市南山区科技园路18号A座502室 0755-26581234',
  '上海市浦东新区张江路665号3层 021-50801122',
  '杭州市西湖区文三路90号 0571-88226633',
  '北京市海淀区中关村大街27号 010-62567890',
  '成都市高新区天府大道中段688号 028-85332211',
  '广州市天河区体育西路103号 020-38779900',
];
const BANKS = [
  '中国工商银行深圳科技园支行 4000023409200123456',
  '招商银行上海张江支行 121909876510601',
  '中国建设银行杭州文三支行 33001616735053001234',
  '交通银行成都高新支行 511618010018010034567',
];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export function inventCreditCode(random: Random): string {
  const body = `91${random.pick(['440300', '310115', '330106', '110108', '510107'])}MA${Array.from(
    { length: 7 },
    () => ALPHABET[random.integer(0, 30)],
  ).join('')}`;
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + (ALPHABET[(31 - (sum % 31)) % 31] ?? '');
}

export const inventCompany = (random: Random, besides?: Company): Company => ({
  name: random.pick(NAMES.filter((name) => name !== besides?.name)),
  number: inventCreditCode(random),
  address: random.pick(ADDRESSES.filter((address) => address !== besides?.address)),
  bank: random.pick(BANKS.filter((bank) => bank !== besides?.bank)),
});
