import { spellMoney } from '../invoices/chinese-money.ts';
import { inventCompany } from '../invoices/companies.ts';
import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventChinese } from './chinese-people.ts';
import type { Sample, Sampler } from './sample.ts';

const TYPES = ['有限责任公司', '有限责任公司(自然人独资)', '股份有限公司(非上市)'];
const SCOPES = [
  '计算机软硬件的技术开发、技术咨询；经营电子商务；国内贸易；货物及技术进出口。（法律、行政法规禁止的项目除外）',
  '一般经营项目是：办公用品、文具、日用百货的销售；广告设计；会议服务；企业管理咨询。许可经营项目是：食品经营；普通货运；劳务派遣。（依法须经批准的项目，经相关部门批准后方可开展经营活动）',
  '酒店管理；餐饮服务；物业管理；停车场服务；住宿服务。',
];
const ADDRESSES = [
  '深圳市南山区粤海街道科技园路18号创新大厦A座502室',
  '上海市浦东新区张江路665号3层301室',
  '成都市高新区天府大道中段688号1栋2单元1906号',
];

const chineseDate = (date: string): string => date.replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日');

/** A text in lines of so many letters. */
const inLines = (text: string, letters: number): string[] =>
  Array.from({ length: Math.ceil(text.length / letters) }, (_, i) =>
    text.slice(i * letters, (i + 1) * letters),
  );

function invent(random: Random): Record<string, string> {
  const company = inventCompany(random);
  const person = inventChinese(random, 'simplified');
  const founded = random.date(2010, 2019);
  const capital = random.pick([50, 100, 500, 1000]);
  return {
    number: company.number,
    name: company.name,
    type: random.pick(TYPES),
    person: person.familyName + person.givenName,
    capital: random.pick([`${capital}万元人民币`, `人民币${spellMoney(capital * 1_000_000)}`]),
    setDate: chineseDate(founded),
    period: `${chineseDate(founded)}至${random.pick(['长期', chineseDate(random.date(2035, 2049))])}`,
    address: random.pick(ADDRESSES),
    business: random.pick(SCOPES),
    registered: chineseDate(random.date(2019, 2023)),
  };
}

/** The arms and the seal of the office, as far as colour goes. */
function drawArms(page: Page, x: number, y: number, sealX: number, sealY: number): void {
  const disc = (cx: number, cy: number, radius: number, fill: string): void =>
    page.polygon(
      Array.from({ length: 40 }, (_, i) => {
        const angle = (i * Math.PI) / 20;
        return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)] as const;
      }),
      fill,
    );
  disc(x, y, 52, '#c8281e');
  disc(x, y, 40, '#e9b93a');
  disc(sealX, sealY, 86, '#efb7b0');
  disc(sealX, sealY, 78, '#fbf7e9');
}

const GOLD = '#c9a24a';

function frame(page: Page, width: number, height: number): void {
  for (const inset of [24, 36]) {
    page.rectangle(inset, inset, width - 2 * inset, 4, GOLD);
    page.rectangle(inset, height - inset, width - 2 * inset, 4, GOLD);
    page.rectangle(inset, inset, 4, height - 2 * inset, GOLD);
    page.rectangle(width - inset, inset, 4, height - 2 * inset, GOLD);
  }
}

interface Cell {
  readonly label: string;
  readonly field: string;
  readonly letters: number;
}

/** Labels with their values beside them, each as far below the last as that has lines. */
function drawColumn(
  page: Page,
  fields: Readonly<Record<string, string>>,
  cells: readonly Cell[],
  [labelX, valueX, top]: readonly [number, number, number],
): void {
  let y = top;
  for (const { label, field, letters } of cells) {
    const spread = [...label];
    const step = spread.length > 1 ? (4 * 28 - 28) / (spread.length - 1) : 0;
    if (spread.length < 4)
      spread.forEach((letter, i) => page.text(labelX + i * step, y, 27, letter, { font: 'chinese-bold' }));
    else page.text(labelX, y, 27, label, { font: 'chinese-bold' });
    const lines = inLines(fields[field] ?? '', letters);
    lines.forEach((line, i) => page.text(valueX, y + i * 38, 27, line, { font: 'chinese' }));
    y += 62 + (lines.length - 1) * 38;
  }
}

/** The form of 2019, which lies. */
function drawLying(random: Random): Sample {
  const page = new Page(1500, 1060, '#fbf7e9');
  const fields = invent(random);
  const isCopy = random.next() < 0.5;
  frame(page, 1500, 1060);
  drawArms(page, 750, 120, 1180, 860);
  page.text(750, 262, 74, '营业执照', { font: 'chinese-bold', align: 'middle' });
  if (isCopy) page.text(750, 318, 32, '（副 本）', { font: 'chinese', align: 'middle' });
  page.text(90, 190, 25, '统一社会信用代码', { font: 'chinese' });
  page.text(90, 230, 28, fields['number'] ?? '', {});
  const left = [
    { label: '名称', field: 'name', letters: 18 },
    { label: '类型', field: 'type', letters: 18 },
    { label: '法定代表人', field: 'person', letters: 18 },
    { label: '经营范围', field: 'business', letters: 18 },
  ];
  const right = [
    { label: '注册资本', field: 'capital', letters: 18 },
    { label: '成立日期', field: 'setDate', letters: 18 },
    { label: '营业期限', field: 'period', letters: 28 },
    { label: '住所', field: 'address', letters: 15 },
  ];
  drawColumn(page, fields, left, [100, 270, 410]);
  drawColumn(page, fields, right, [860, 1010, 410]);
  page.text(960, 830, 30, '登记机关', { font: 'chinese-bold' });
  page.text(1120, 930, 28, (fields['registered'] ?? '').replace(/([年月])/g, ' $1 '), { font: 'chinese' });
  page.text(100, 1010, 18, '国家企业信用信息公示系统网址：http://www.gsxt.gov.cn', { font: 'chinese' });
  page.text(860, 1010, 18, '国家市场监督管理总局监制', { font: 'chinese' });
  return { page, fields };
}

/** The form of 2014, which stands. */
function drawStanding(random: Random): Sample {
  const page = new Page(1060, 1500, '#fbf7e9');
  const fields = invent(random);
  frame(page, 1060, 1500);
  drawArms(page, 530, 130, 760, 1290);
  page.text(530, 290, 84, '营 业 执 照', { font: 'chinese-bold', align: 'middle' });
  if (random.next() < 0.5) page.text(530, 350, 32, '（副 本）', { font: 'chinese', align: 'middle' });
  page.text(270, 410, 28, `统一社会信用代码 ${fields['number'] ?? ''}`, { font: 'chinese' });
  const cells = [
    { label: '名称', field: 'name', letters: 24 },
    { label: '类型', field: 'type', letters: 24 },
    { label: '住所', field: 'address', letters: 24 },
    { label: '法定代表人', field: 'person', letters: 24 },
    { label: '注册资本', field: 'capital', letters: 24 },
    { label: '成立日期', field: 'setDate', letters: 24 },
    { label: '营业期限', field: 'period', letters: 28 },
    { label: '经营范围', field: 'business', letters: 24 },
  ];
  drawColumn(page, fields, cells, [130, 300, 500]);
  page.text(590, 1260, 30, '登记机关', { font: 'chinese-bold' });
  page.text(640, 1370, 28, (fields['registered'] ?? '').replace(/([年月])/g, ' $1 '), { font: 'chinese' });
  page.text(110, 1450, 18, '国家企业信用信息公示系统网址：http://www.gsxt.gov.cn', { font: 'chinese' });
  return { page, fields };
}

export const lyingLicence: Sampler = { template: 'business-licence', draw: drawLying };

export const standingLicence: Sampler = { template: 'business-licence', draw: drawStanding };
