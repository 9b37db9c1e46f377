import type { SideTemplate } from '../documents/types.ts';
import { MONEY_CHARACTERS } from './money.ts';

/** Who buys or sells: the same labels stand on an invoice twice. */
export const partyPart: SideTemplate = {
  anchors: {
    buyer: { texts: ['购买方信息', '购买方'] },
    seller: { texts: ['销售方信息', '销售方'] },
  },
  marks: ['name', 'number'],
  least: 1,
  fields: {
    name: {
      labels: ['名称', '称'],
      places: [{ at: 'right' }, { at: 'line', above: 'number' }],
      lines: 2,
      join: '',
      format: 'solid',
      pattern: /^(?=.*[\p{L}]{2})(?!.*[:：]).+$/u,
    },
    number: {
      labels: ['纳税人识别号', '统一社会信用代码/纳税人识别号', '统一社会信用代码', '税号'],
      places: [{ at: 'right' }, { at: 'line' }],
      pattern: /(?<![A-Z\d])[A-Z\d]{15}(?:[A-Z\d]{3}|[A-Z\d]{5})?(?![A-Z\d])/i,
      check: 'cn-credit-code',
      characters: '0123456789ABCDEFGHJKLMNPQRTUWXY',
    },
    address: {
      labels: ['地址、电话', '地址'],
      places: [{ at: 'right' }],
      lines: 2,
      join: '',
      format: 'han-text',
    },
    bank: {
      labels: ['开户行及账号', '开户银行'],
      places: [{ at: 'right' }],
      lines: 2,
      join: '',
      format: 'han-text',
    },
  },
};

/** Above the parties. */
export const headPart: SideTemplate = {
  marks: [],
  least: 0,
  fields: {
    code: {
      labels: ['发票代码'],
      places: [{ at: 'right' }],
      format: 'digits',
      pattern: /^\d{10}(?:\d{2})?$/,
      characters: '0123456789',
    },
    number: {
      labels: ['发票号码'],
      places: [{ at: 'right' }],
      format: 'digits',
      pattern: /^(?:\d{20}|\d{8})$/,
      characters: '0123456789',
    },
    date: {
      labels: ['开票日期'],
      places: [{ at: 'right' }, { at: 'line' }],
      format: { date: 'ymd', as: 'YYYY年MM月DD日' },
      characters: '0123456789年月日',
    },
    checkCode: {
      labels: ['校验码'],
      places: [{ at: 'right' }],
      pattern: /^[\d\s]+$/,
      shapes: ['99999999999999999999'],
      characters: '0123456789',
    },
    machine: {
      labels: ['机器编号'],
      places: [{ at: 'right' }],
      format: 'digits',
      pattern: /^\d{12}$/,
      characters: '0123456789',
    },
  },
};

/** The row of the whole sum. */
export const totalPart: SideTemplate = {
  marks: ['totalWords', 'total'],
  least: 1,
  fields: {
    totalWords: {
      labels: ['价税合计(大写)', '价税合计'],
      places: [{ at: 'right' }, { at: 'line' }],
      pattern: /[零壹贰叁参肆伍陆柒捌玖拾佰仟万亿圆元角分整正负\s]{2,}/,
      format: 'cn-money',
      characters: MONEY_CHARACTERS,
    },
    total: {
      labels: ['(小写)', '小写'],
      places: [{ at: 'right' }, { at: 'line' }],
      pattern: /-?\d[\d,]*\.\d{2}(?!\d)/,
      characters: '0123456789.-¥',
    },
  },
};

/** The last row: who wrote the invoice. */
export const footPart: SideTemplate = {
  anchors: { stamp: { texts: ['销售方(章)', '销售方', '销货单位'] } },
  marks: ['issuer'],
  least: 0,
  fields: {
    receiver: { labels: ['收款人'], places: [{ at: 'right' }], format: 'solid' },
    reviewer: { labels: ['复核', '复核人'], places: [{ at: 'right' }], format: 'solid' },
    issuer: { labels: ['开票人'], places: [{ at: 'right' }], format: 'solid' },
  },
};

/** Heads of the columns of items. */
export const itemHeads: SideTemplate = {
  anchors: {
    name: { texts: ['货物或应税劳务、服务名称', '货物或应税劳务名称', '项目名称'] },
    spec: { texts: ['规格型号'] },
    unit: { texts: ['单位'] },
    quantity: { texts: ['数量'] },
    price: { texts: ['单价'] },
    amount: { texts: ['金额'] },
    rate: { texts: ['税率', '税率/征收率'] },
    tax: { texts: ['税额'] },
    plate: { texts: ['车牌号'] },
    vehicle: { texts: ['类型'] },
    from: { texts: ['通行日期起'] },
    until: { texts: ['通行日期止'] },
    total: { texts: ['价税合计(大写)', '价税合计'] },
    sum: { texts: ['合计', '小计'] },
  },
  marks: [],
  least: 0,
  fields: {},
};
