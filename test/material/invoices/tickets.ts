import type { Sample, Sampler } from '../documents/sample.ts';
import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { spellMoney } from './chinese-money.ts';

const RED = '#b03a2e';
const FAMILY = ['王', '李', '陈', '赵', '周'];
const GIVEN = ['芳', '建国', '晓明', '丽华', '志强'];
const two = (value: number): string => String(value).padStart(2, '0');

function drawQuota(random: Random): Sample {
  const page = new Page(900, 520, '#f6efe2');
  const yuan = random.pick([5, 10, 20, 50, 100]);
  const fields = {
    code: random.digits(12),
    number: random.digits(8),
    totalWords: spellMoney(yuan * 100),
    total: `${yuan}.00`,
  };
  const place = random.pick(['深圳市', '上海市', '成都市', '杭州市']);
  page.text(450, 82, 42, `${place}通用定额发票`, { font: 'chinese-bold', fill: RED, align: 'middle' });
  page.text(450, 130, 30, '发票联', { font: 'chinese', fill: RED, align: 'middle' });
  page.text(110, 212, 30, '发票代码', { font: 'chinese', fill: RED });
  page.text(260, 212, 32, fields.code);
  page.text(110, 268, 30, '发票号码', { font: 'chinese', fill: RED });
  page.text(260, 268, 32, fields.number);
  page.text(450, 360, 52, fields.totalWords, { font: 'chinese-bold', align: 'middle' });
  page.text(450, 424, 32, `¥${fields.total}`, { font: 'chinese', align: 'middle' });
  page.text(110, 486, 24, '收款单位（盖章有效）', { font: 'chinese', fill: RED });
  return { page, fields };
}

function drawTaxi(random: Random): Sample {
  const page = new Page(460, 1040, '#fbf7ee');
  const [hour, minute] = [random.integer(6, 22), random.integer(0, 40)];
  const fields = {
    code: random.digits(12),
    number: random.digits(8),
    plate: `${random.pick(['京B', '沪A', '粤B', '川A'])}${random.pick(['T', 'D', 'M'])}${random.digits(4)}`,
    date: random.date(2018, 2023),
    getOn: `${two(hour)}:${two(minute)}`,
    getOff: `${two(hour)}:${two(minute + random.integer(5, 19))}`,
    price: `${random.integer(2, 3)}.${random.digits(1)}0`,
    mileage: `${random.integer(2, 38)}.${random.digits(1)}`,
    total: `${random.integer(13, 160)}.00`,
    fuelFee: '1.00',
  };
  page.text(230, 62, 34, '市出租汽车专用发票', { font: 'chinese-bold', fill: RED, align: 'middle' });
  page.text(230, 104, 26, '发票联', { font: 'chinese', fill: RED, align: 'middle' });
  page.text(40, 168, 28, '发票代码', { font: 'chinese', fill: RED });
  page.text(180, 168, 28, fields.code);
  page.text(40, 212, 28, '发票号码', { font: 'chinese', fill: RED });
  page.text(180, 212, 28, fields.number);
  const rows = [
    ['电话', `0${random.integer(10, 99)}-${random.digits(8)}`],
    ['车号', fields.plate],
    ['证号', random.digits(6)],
    ['日期', fields.date],
    ['上车', fields.getOn],
    ['下车', fields.getOff],
    ['单价', `${fields.price}元`],
    ['里程', `${fields.mileage}公里`],
    ['等候', `00:0${random.integer(0, 9)}:${random.integer(10, 59)}`],
    ['燃油附加费', `${fields.fuelFee}元`],
    ['金额', `${fields.total}元`],
  ] as const;
  rows.forEach(([label, value], i) => {
    page.text(40, 290 + i * 62, 30, label, { font: 'chinese' });
    page.text(420, 290 + i * 62, 32, value, { font: 'chinese', align: 'right' });
  });
  return { page, fields };
}

function drawTrain(random: Random): Sample {
  const page = new Page(1000, 640, '#dcecf3');
  const [on, off] = random.pick([
    ['深圳北', '长沙南'],
    ['上海虹桥', '杭州东'],
    ['北京南', '天津'],
    ['成都东', '重庆北'],
  ] as const);
  const seat = random.pick(['二等座', '一等座', '商务座']);
  const fields = {
    number: `${random.pick(['Z', 'E', 'K', 'A'])}${random.digits(6)}`,
    train: `${random.pick(['G', 'D', 'C'])}${random.integer(1, 9)}${random.digits(2)}`,
    stationOn: `${on}站`,
    stationOff: `${off}站`,
    date: random.date(2018, 2023).replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日'),
    getOn: `${two(random.integer(6, 22))}:${two(random.integer(0, 59))}`,
    place: `${two(random.integer(1, 16))}车${two(random.integer(1, 18))}${random.pick(['A', 'B', 'C', 'D', 'F'])}号`,
    total: `${random.integer(20, 900)}.5`,
    seat,
    gate: `${random.integer(1, 20)}${random.pick(['A', 'B'])}`,
    userId: `${random.digits(10)}****${random.digits(4)}`,
    passenger: random.pick(FAMILY) + random.pick(GIVEN),
  };
  const print = (
    x: number,
    y: number,
    size: number,
    text: string,
    align: 'left' | 'right' | 'middle' = 'left',
  ): void => page.text(x, y, size, text, { font: 'chinese', align });
  page.text(70, 84, 38, fields.number, { fill: '#c0392b' });
  print(930, 84, 30, `检票:${fields.gate}`, 'right');
  print(230, 170, 50, fields.stationOn, 'middle');
  page.text(500, 164, 40, fields.train, { align: 'middle' });
  page.rectangle(420, 178, 160, 3, '#333333');
  print(770, 170, 50, fields.stationOff, 'middle');
  print(80, 252, 34, fields.date);
  print(365, 252, 34, `${fields.getOn}开`);
  print(640, 252, 34, fields.place);
  print(80, 312, 34, `¥${fields.total}元`);
  print(760, 312, 34, fields.seat);
  print(80, 368, 30, '限乘当日当次车');
  print(80, 440, 34, `${fields.userId} ${fields.passenger}`);
  print(250, 505, 26, '买票请到12306 发货请到95306');
  print(250, 545, 26, '中国铁路祝您旅途愉快');
  page.text(80, 606, 28, `${random.digits(14)}${fields.number}`, {});
  return { page, fields };
}

/** Tickets and slips, with the ids of their templates. */
export const ticketSamplers: readonly Sampler[] = [
  { template: 'quota', draw: drawQuota },
  { template: 'taxi', draw: drawTaxi },
  { template: 'train-ticket', draw: drawTrain },
];
