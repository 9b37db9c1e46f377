import { describe, expect, it } from 'vitest';
import { cardFields } from '../../../src/engine/business-card/read-business-card.ts';
import { chineseKind, departmentAndTitle, englishKind } from '../../../src/engine/business-card/wording.ts';
import { lineAt } from '../structure/lines.ts';

const read = (...texts: string[]): (readonly [string, string])[] =>
  cardFields(
    texts.map((text, i) => lineAt(40, 40 + 50 * i, text)),
    0,
  ).map(({ kind, text }) => [kind, text]);

/** With a name above and a number below, so that it is a card. */
const between = (...texts: string[]): (readonly [string, string])[] =>
  read('李建国', ...texts, '13812345678', 'somebody@example.com')
    .slice(1, -2)
    .map(([kind, text]) => [kind, text]);

describe('what stands on a business card', () => {
  it.each([
    ['手机：138 1234 5678', ['mobile', '138 1234 5678']],
    ['+86 13812345678', ['mobile', '+86 13812345678']],
    ['电话：0755-26581234转8012', ['phone', '0755-26581234转8012']],
    ['Fax: (0755) 2658-1234', ['fax', '(0755) 2658-1234']],
    ['F: +65 6123 4567', ['fax', '+65 6123 4567']],
    ['E-mail: li.jianguo@example.com.cn', ['email', 'li.jianguo@example.com.cn']],
    ['www.example.com', ['web', 'www.example.com']],
    ['邮编：518057', ['postcode', '518057']],
    ['QQ：123456789', ['qq', '123456789']],
    ['微信：li_jianguo88', ['wechat', 'li_jianguo88']],
    ['地址：深圳市南山区科技园路18号', ['address', '深圳市南山区科技园路18号']],
    ['深圳市南山区科技园路18号A座502室', ['address', '深圳市南山区科技园路18号A座502室']],
    ['人力资源部', ['department', '人力资源部']],
    ['Northwind Trading Limited', ['english-company', 'Northwind Trading Limited']],
    ['随时为您服务', ['note', '随时为您服务']],
  ] as const)('%s', (text, field) => {
    expect(between(text)).toEqual([field]);
  });

  it('several values of one line are told by their labels', () => {
    expect(between('电话：0755-26581234 传真：0755-26581235')).toEqual([
      ['phone', '0755-26581234'],
      ['fax', '0755-26581235'],
    ]);
    expect(between('市场部 销售总监')).toEqual([
      ['department', '市场部'],
      ['title', '销售总监'],
    ]);
    expect(between('市场部销售总监')).toEqual([
      ['department', '市场部'],
      ['title', '销售总监'],
    ]);
  });

  it('the largest name is the name', () => {
    const lines = [
      lineAt(40, 40, '王小明', 20),
      lineAt(40, 90, '李建国', 44),
      lineAt(40, 180, 'Tel 0755-26581234'),
    ];
    const company = lineAt(40, 240, '深圳市云帆信息技术有限公司');
    expect(cardFields([...lines, company], 0).map(({ kind, text }) => [kind, text])).toEqual([
      ['note', '王小明'],
      ['name', '李建国'],
      ['phone', '0755-26581234'],
      ['company', '深圳市云帆信息技术有限公司'],
    ]);
  });

  it('an address goes on in the next line', () => {
    expect(between('地址：深圳市南山区科技园路18号', '创新大厦B')).toEqual([
      ['address', '深圳市南山区科技园路18号'],
      ['note', '创新大厦B'],
    ]);
    const lines = [
      lineAt(40, 40, 'Helen Park'),
      lineAt(40, 100, 'Room 502, 18 Keji Road,'),
      lineAt(40, 126, 'Shenzhen 518057'),
    ];
    const fields = cardFields([...lines, lineAt(40, 200, 'helen@example.com')], 0);
    expect(fields.map(({ kind, text }) => [kind, text])).toContainEqual([
      'english-address',
      'Room 502, 18 Keji Road, Shenzhen 518057',
    ]);
  });

  it('nobody to reach, or no way to reach anybody, is no card', () => {
    expect(read('李建国', '总经理', '深圳市云帆信息技术有限公司')).toEqual([]);
    expect(read('13812345678', '0755-26581234', 'www.example.com')).toEqual([]);
    expect(read()).toEqual([]);
  });
});

describe('words of business cards', () => {
  it.each([
    ['欧阳雨欣', 'name'],
    ['副总经理', 'title'],
    ['北京晨光办公用品有限责任公司', 'company'],
    ['研发中心', 'department'],
    ['成都市高新区天府大道688号', 'address'],
    ['诚信为本', null],
  ])('%s', (text, kind) => {
    expect(chineseKind(text)).toBe(kind);
  });

  it.each([
    ['Helen Park', 'english-name'],
    ['Senior Engineer', 'english-title'],
    ['Harbour Books Co., Ltd.', 'english-company'],
    ['688 Tianfu Avenue, Chengdu', 'english-address'],
    ['Marketing Department', 'english-department'],
    ['we care', null],
  ])('%s', (text, kind) => {
    expect(englishKind(text)).toBe(kind);
  });

  it('a department and a title in one word are two', () => {
    expect(departmentAndTitle('财务部主管')).toEqual(['财务部', '主管']);
    expect(departmentAndTitle('总经理')).toBeNull();
  });
});
