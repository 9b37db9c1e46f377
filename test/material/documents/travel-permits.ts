import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { dotted, inventChinese, yearsAfter } from './chinese-people.ts';
import type { Sample, Sampler } from './sample.ts';

interface Permit {
  readonly template: string;
  readonly title: string;
  readonly english: string;
  /** What the number looks like. */
  readonly number: (random: Random) => string;
  /** Where it was issued, for permits that say so. */
  readonly places?: readonly string[];
  /** Has the number of times that it was issued. */
  readonly isCounted?: true;
  readonly nationalities?: readonly string[];
}

const LABEL = '#55604f';

/** Labels stand above their values on newer cards, left of them on others. */
const draw =
  (permit: Permit) =>
  (random: Random): Sample => {
    const page = new Page(1012, 638, '#edf0e4');
    const person = inventChinese(random, 'simplified');
    const issued = random.date(2014, 2022);
    const nationality = permit.nationalities && random.pick(permit.nationalities);
    const fields: Record<string, string> = {
      name: person.familyName + person.givenName,
      latinName: `${person.latinFamilyName}, ${person.latinGivenName}`,
      birthDate: dotted(person.birth),
      sex: person.sex,
      validity: `${dotted(issued)}-${dotted(yearsAfter(issued, random.pick([5, 10])))}`,
      authority: '公安部出入境管理局',
      number: permit.number(random),
      ...(permit.places ? { place: random.pick(permit.places) } : {}),
      ...(permit.isCounted ? { issueCount: `0${random.integer(1, 4)}` } : {}),
      ...(nationality ? { nationality } : {}),
    };
    const isStacked = random.next() < 0.5;
    const put = (x: number, y: number, label: string, value: string | undefined): void => {
      if (value === undefined) return;
      page.text(x, isStacked ? y - 32 : y, 19, label, { font: 'chinese', fill: LABEL });
      page.text(isStacked ? x : x + 100, y, 27, value, { font: 'chinese' });
    };
    page.text(60, 62, 38, permit.title, { font: 'chinese-bold', fill: '#3f5f4a' });
    page.text(60, 94, 17, permit.english, { fill: '#3f5f4a' });
    drawBust(page, random, 60, 150, 240, 310);
    put(350, 160, '姓名', fields['name']);
    page.text(isStacked ? 350 : 450, 200, 27, fields['latinName'] ?? '');
    put(350, 276, '出生日期', fields['birthDate']);
    put(690, 276, '性别', fields['sex']);
    put(350, 352, '有效期限', fields['validity']);
    put(850, 276, '国籍', isStacked ? fields['nationality'] : undefined);
    if (!isStacked) put(690, 160, '国籍', fields['nationality']);
    put(350, 428, '签发机关', fields['authority']);
    put(750, 428, '签发地点', fields['place']);
    put(350, 504, '证件号码', permit.isCounted ? fields['number'] : undefined);
    put(690, 504, '签发次数', fields['issueCount']);
    if (!permit.isCounted) page.text(700, 64, 34, fields['number'] ?? '');
    page.text(60, 600, 24, `${fields['number']}<<<<<<${person.birth.replaceAll('-', '')}`, { font: 'ocr-b' });
    return { page, fields };
  };

/** For residents of Hong Kong (numbers with H) and Macao (M). */
const hongKongMacao: Permit = {
  template: 'mainland-permit-hk-macao',
  title: '港澳居民来往内地通行证',
  english: 'MAINLAND TRAVEL PERMIT FOR HONG KONG AND MACAO RESIDENTS',
  number: (random) => random.pick(['H', 'M']) + random.digits(8),
  isCounted: true,
};

const taiwan: Permit = {
  template: 'mainland-permit-taiwan',
  title: '台湾居民来往大陆通行证',
  english: 'MAINLAND TRAVEL PERMIT FOR TAIWAN RESIDENTS',
  number: (random) => random.digits(8),
  places: ['广东', '福建', '上海'],
  isCounted: true,
};

const toHongKongMacao: Permit = {
  template: 'permit-to-hk-macao',
  title: '往来港澳通行证',
  english: 'EXIT-ENTRY PERMIT FOR TRAVELLING TO AND FROM HONG KONG AND MACAO',
  number: (random) => random.pick([`C${random.digits(8)}`, `CA${random.digits(7)}`]),
  places: ['广东', '北京', '浙江'],
};

const toTaiwan: Permit = {
  template: 'permit-to-taiwan',
  title: '往来台湾通行证',
  english: 'EXIT-ENTRY PERMIT FOR TRAVELLING TO AND FROM TAIWAN',
  number: (random) => `L${random.digits(8)}`,
  places: ['福建', '江苏', '湖南'],
};

const samplerOf = (permit: Permit): Sampler => ({ template: permit.template, draw: draw(permit) });

export const hongKongMacaoPermit = samplerOf(hongKongMacao);
export const nonChineseHongKongMacaoPermit = samplerOf({
  ...hongKongMacao,
  title: '港澳居民来往内地通行证（非中国籍）',
  nationalities: ['英国', '葡萄牙', '加拿大'],
});
export const taiwanPermit = samplerOf(taiwan);
export const permitToHongKongMacao = samplerOf(toHongKongMacao);
export const permitToTaiwan = samplerOf(toTaiwan);

/** The back of a permit of a resident of Hong Kong or Macao. */
export const hongKongMacaoPermitBack: Sampler = {
  template: hongKongMacao.template,
  draw: (random) => {
    const page = new Page(1012, 638, '#edf0e4');
    const person = inventChinese(random, 'traditional');
    const fields = {
      backName: person.familyName + person.givenName,
      idNumber: random.pick([
        `${random.pick(['A', 'K', 'Z'])}${random.digits(6)}(${random.digits(1)})`,
        `${random.pick(['1', '5', '7'])}${random.digits(6)}(${random.digits(1)})`,
      ]),
      historyNumber: `H0${random.digits(7)}`,
    };
    page.text(60, 90, 36, hongKongMacao.title, { font: 'chinese-bold', fill: '#3f5f4a' });
    const rows: readonly (readonly [string, string])[] = [
      ['姓名', fields.backName],
      ['身份证件号码', fields.idNumber],
      ['曾持通行证号码', fields.historyNumber],
    ];
    rows.forEach(([label, value], i) => {
      page.text(60, 200 + i * 80, 22, label, { font: 'chinese', fill: LABEL });
      page.text(280, 202 + i * 80, 30, value, { font: 'chinese' });
    });
    return { page, fields };
  },
};
