import type { DocumentTemplate, Place } from '../../../engine/documents/types.ts';

/** Forms that lie have a second column, of which one of these is the first label. */
const COLUMN: Place = { at: 'right', leftOf: ['capital', 'setDate', 'address', 'period'] };
const RIGHT: Place = { at: 'right' };

/** Licence of a company, a branch or somebody in business on their own: standing or lying, original or duplicate. */
export const businessLicence: DocumentTemplate = {
  id: 'business-licence',
  title: 'Business licence of mainland China',
  script: 'chinese',
  country: 'CHN',
  proportions: 297 / 210,
  sides: {
    front: {
      anchors: {
        title: { texts: ['营业执照'] },
        copy: { texts: ['副本', '(副本)'] },
        authority: { texts: ['登记机关'] },
        system: { texts: ['国家企业信用信息公示系统网址', '企业信用信息公示系统网址'] },
        scan: { texts: ['扫描二维码登录', '扫描市场主体身份码了解更多登记', '备案、许可、监管信息'] },
        report: { texts: ['市场主体应当于每年1月1日至6月30日', '国家市场监督管理总局监制'] },
      },
      marks: [
        'title',
        'number',
        'name',
        'type',
        'person',
        'capital',
        'setDate',
        'address',
        'business',
        'authority',
      ],
      least: 4,
      fields: {
        number: {
          labels: ['统一社会信用代码', '注册号'],
          places: [RIGHT, { at: 'below' }, { at: 'line' }],
          pattern: /(?<![A-Z\d])([A-Z\d]{18}|\d{15}|\d{13})(?![A-Z\d])/,
          check: 'cn-credit-code',
          characters: '0123456789ABCDEFGHJKLMNPQRTUWXY',
          required: true,
        },
        serial: {
          places: [{ at: 'line' }],
          pattern: /^(?:证照)?编号[:：]?\s?([A-Z]?\d[\d-]{4,}(?:\(\d-\d\))?)$/,
        },
        name: {
          labels: ['名称', '字号名称', '企业名称'],
          places: [COLUMN],
          lines: 2,
          join: '',
          format: 'han-text',
          required: true,
        },
        type: {
          labels: ['类型', '主体类型', '公司类型'],
          places: [COLUMN],
          lines: 2,
          join: '',
          format: 'han-text',
        },
        person: {
          labels: [
            ...['法定代表人', '负责人', '经营者', '投资人', '法定代表人姓名', '经营者姓名', '执行事务合伙人'],
          ],
          places: [COLUMN],
          lines: 2,
          join: '',
          format: 'solid',
          identification: 'name',
        },
        form: { labels: ['组成形式'], places: [COLUMN], format: 'han-text' },
        capital: {
          labels: ['注册资本', '注册资金'],
          places: [RIGHT],
          format: 'han-text',
          pattern: /^.*[\d零壹贰叁肆伍陆柒捌玖].*[元圆].*$/,
        },
        setDate: {
          labels: ['成立日期', '注册日期'],
          places: [RIGHT],
          format: { date: 'ymd', as: 'YYYY年MM月DD日' },
          characters: '0123456789年月日',
        },
        period: {
          labels: ['营业期限', '合伙期限', '经营期限'],
          places: [{ at: 'right', leftOf: ['address'] }],
          format: 'solid',
          pattern: /^.*(?:年.*月.*日|长期|期限).*$/,
        },
        address: {
          labels: ['住所', '营业场所', '经营场所', '主要经营场所'],
          places: [RIGHT],
          lines: 3,
          join: '',
          format: 'han-text',
          required: true,
        },
        business: {
          labels: ['经营范围'],
          places: [COLUMN],
          lines: 16,
          join: '',
          format: 'han-prose',
        },
        registered: {
          places: [{ at: 'line', below: 'authority' }],
          pattern: /^.{0,3}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,2}$/,
          format: { date: 'ymd', as: 'YYYY年MM月DD日' },
        },
      },
    },
  },
};
