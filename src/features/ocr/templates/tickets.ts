import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

const DIGITS = '0123456789';

/** Code and number, as every invoice of the tax bureaus has them. */
const code: FieldTemplate = {
  labels: ['发票代码', '代码'],
  places: [{ at: 'right' }, { at: 'line' }],
  pattern: /(?<!\d)(\d{12}|\d{10})(?!\d)/,
  characters: DIGITS,
};
const number: FieldTemplate = {
  labels: ['发票号码', '号码'],
  places: [{ at: 'right' }, { at: 'line' }],
  pattern: /(?<!\d)(\d{8})(?!\d)/,
  characters: DIGITS,
};

const money = /-?\d[\d,]*[.．]\d{1,2}(?!\d)/;

/** Invoice that is printed with its amount: 通用定额发票. */
export const quotaInvoice: DocumentTemplate = {
  id: 'quota',
  title: 'Quota invoice of China',
  script: 'chinese',
  sides: {
    front: {
      anchors: {
        quota: { texts: ['通用定额发票', '定额发票'] },
        copy: { texts: ['发票联', '存根联'] },
      },
      marks: ['quota', 'code', 'number'],
      least: 2,
      never: ['plate'],
      fields: {
        plate: { labels: ['车号', '车牌号'], places: [] },
        code,
        number,
        totalWords: {
          places: [{ at: 'line' }],
          pattern:
            /^(?:人民币)?([零壹贰叁肆伍陆柒捌玖拾佰仟万]+[圆元](?:[零壹贰叁肆伍陆柒捌玖角分]*)[整正]?)$/,
          format: 'cn-money',
        },
        total: { places: [{ at: 'line' }], pattern: /^(?:[¥￥YV]\s?)?(\d[\d,]*\.\d{2})\s?元?$/ },
      },
    },
  },
};

/** The slip of a taxi's meter: 出租汽车发票. */
export const taxiReceipt: DocumentTemplate = {
  id: 'taxi',
  title: 'Taxi receipt of China',
  script: 'chinese',
  sides: {
    front: {
      anchors: {
        taxi: { texts: ['出租汽车专用发票', '出租汽车发票', '出租车发票', '出租汽车统一发票'] },
        copy: { texts: ['发票联'] },
        unit: { texts: ['单位'] },
        phone: { texts: ['电话', '监督电话'] },
        driver: { texts: ['证号'] },
        waiting: { texts: ['等候', '等时'] },
        state: { texts: ['状态'] },
        card: { texts: ['卡号', '原额', '余额'] },
        time: { texts: ['时间'] },
      },
      marks: ['taxi', 'plate', 'price', 'mileage', 'code', 'number'],
      least: 3,
      fields: {
        code,
        number,
        plate: {
          labels: ['车号', '车牌号', '车牌'],
          places: [{ at: 'right' }],
          format: 'solid',
          pattern: /^[\p{Script=Han}A-Z][A-Z\d.·-]{4,8}$/u,
        },
        date: {
          labels: ['日期'],
          places: [{ at: 'right' }],
          format: { date: 'ymd' },
          characters: '0123456789-/.年月日',
        },
        getOn: {
          labels: ['上车'],
          places: [{ at: 'right' }, { at: 'right', of: 'time' }],
          pattern: /(?<!\d)(\d{1,2}[:：]\d{2})(?:[:：]\d{2})?/,
        },
        getOff: {
          labels: ['下车'],
          places: [{ at: 'right' }, { at: 'right', of: 'time' }],
          pattern: /(?:^|[-–—~一至]\s?)(\d{1,2}[:：]\d{2})(?:[:：]\d{2})?$/,
        },
        price: { labels: ['单价'], places: [{ at: 'right' }], pattern: money, characters: '0123456789.元' },
        mileage: { labels: ['里程'], places: [{ at: 'right' }], pattern: /\d+(?:\.\d+)?/ },
        total: {
          labels: ['金额', '实收金额', '总金额'],
          places: [{ at: 'right' }],
          pattern: money,
          characters: '0123456789.¥元',
          required: true,
        },
        fuelFee: { labels: ['燃油附加费', '燃油费'], places: [{ at: 'right' }], pattern: money },
        bookingFee: { labels: ['预约叫车服务费'], places: [{ at: 'right' }], pattern: money },
      },
    },
  },
};

/** Ticket of a railway on blue or red paper: 火车票. */
export const trainTicket: DocumentTemplate = {
  id: 'train-ticket',
  title: 'Train ticket of China',
  script: 'chinese',
  sides: {
    front: {
      anchors: {
        limit: { texts: ['限乘当日当次车', '限乘当日当次车在2日内到有效'] },
        buy: { texts: ['买票请到12306', '发货请到95306'] },
        only: { texts: ['仅供报销使用'] },
        electronic: { texts: ['电子发票', '铁路电子客票'] },
        website: { texts: ['中国铁路祝您旅途愉快', '报销凭证 遗失不补', '退票改签时须交回车站'] },
      },
      marks: ['limit', 'buy', 'only', 'website', 'train', 'stationOff', 'getOn', 'seat'],
      least: 4,
      never: ['electronic'],
      fields: {
        number: { places: [{ at: 'line' }], pattern: /^([A-Z]\d{6}|[A-Z]\d{2}[A-Z]\d{6}|\d{2}[A-Z]\d{6})$/ },
        train: {
          places: [{ at: 'line' }],
          pattern: /^([GDCZTKYSL][\dIlO|]{1,4}|\d{4})(?:次)?$/,
          shapes: ['A9', 'A99', 'A999', 'A9999', '9999'],
        },
        stationOff: {
          places: [{ at: 'right', of: 'train' }],
          pattern: /^\p{Script=Han}{2,6}$/u,
          format: 'solid',
        },
        stationOn: {
          besides: 'stationOff',
          places: [{ at: 'line' }, { at: 'line', above: 'stationOff' }],
          pattern: /^\p{Script=Han}{1,5}站$/u,
        },
        date: {
          places: [{ at: 'line' }],
          pattern: /\d{4}年\d{1,2}月\d{1,2}日/,
          format: { date: 'ymd', as: 'YYYY年MM月DD日' },
        },
        getOn: { places: [{ at: 'line' }], pattern: /(\d{1,2}:\d{2})\s?开?/ },
        place: { places: [{ at: 'line' }], pattern: /(\d{1,2}车(?:\d{1,3}[A-F]?号(?:[上中下]铺)?|无座))/ },
        total: { places: [{ at: 'line' }], pattern: /[¥￥]\s?(\d+(?:\.\d{1,2})?)\s?元?/ },
        seat: {
          places: [{ at: 'line' }],
          pattern: /(商务座|特等座|一等座|二等座|软卧|硬卧|软座|硬座|新空调硬座|新空调硬卧|动卧|无座)/,
        },
        gate: { places: [{ at: 'line' }], pattern: /检票(?:口)?[:：]?\s?(\S{1,8})/ },
        userId: { places: [{ at: 'line' }], pattern: /(\d{6,10}[*\d]{4,8}\d{3}[\dX])/ },
        passenger: { places: [{ at: 'line' }], pattern: /\d{3}[\dX]\s?(\p{Script=Han}{2,4})$/u },
      },
    },
  },
};

/** Tickets and slips that invoices are looked for among. */
export const tickets: readonly DocumentTemplate[] = [quotaInvoice, taxiReceipt, trainTicket];
