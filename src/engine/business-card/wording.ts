import type { CardFieldKind } from './types.ts';

/** Words that stand before a number or address and say whose it is, the most special first. */
export const LABELS: readonly (readonly [CardFieldKind, RegExp])[] = [
  ['fax', /传真|\bfax\b|(?<![a-z])f(?=\s*[:：.])/iu],
  ['mobile', /手机|移动电话|\b(?:mobile|mob|cell|cellphone|m\.?p|hp)\b|(?<![a-z])m(?=\s*[:：.])/iu],
  ['postcode', /邮编|邮政编码|\b(?:zip|post ?code|p\.?c)\b/iu],
  ['account', /账号|帐号|\ba\/?c(?:count)?(?: no)?\b/iu],
  ['qq', /\bqq\b/iu],
  ['msn', /\bmsn\b/iu],
  ['wechat', /微信|\bwe ?chat\b/iu],
  ['weibo', /微博|\bweibo\b/iu],
  ['email', /邮箱|电子邮件|\be-?mail\b|(?<![a-z])e(?=\s*[:：])/iu],
  ['web', /网址|网站|\b(?:web(?:site)?|http|url)\b|(?<![a-z])w(?=\s*[:：])/iu],
  [
    'phone',
    /电话|座机|总机|直线|热线|\b(?:tel(?:ephone)?|phone|direct|office)\b|(?<![a-z])[tp](?=\s*[:：.])/iu,
  ],
  ['address', /地\s?址|\badd(?:ress)?\b|(?<![a-z])a(?=\s*[:：])/iu],
];

/** What is left of a piece when its values are taken out, and is only a label and signs. */
export const ONLY_LABEL = /^[\s:：./|｜()（）\-–—+]*$/;

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂';
const COMPOUND = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|端木|司徒)\p{Script=Han}{1,2}$/u;

export const isChineseName = (text: string): boolean =>
  COMPOUND.test(text) || (/^\p{Script=Han}{2,3}$/u.test(text) && SURNAMES.includes([...text][0] ?? ''));

const COMPANY =
  /(?:公司|集团|工厂|银行|事务所|大学|学院|医院|研究院|研究所|酒店|商行|协会|委员会|出版社|工作室|合作社|学校|律所|分行|支行)$/u;
const TITLE =
  /(?:经理|总监|主任|工程师|总裁|董事长|董事|总工|主管|助理|顾问|教授|讲师|律师|会计师|会计|设计师|架构师|分析师|代表|主席|院长|校长|所长|店长|行长|厂长|处长|科长|部长|组长|专员|秘书|研究员|合伙人|创始人|负责人|编辑|记者|医师|医生|销售员|程序员)$/u;
const DEPARTMENT = /(?:部|处|科|中心|事业部|办公室|组|课|研究室|实验室)$/u;
/** Parts of addresses: places, then streets and houses. */
const PLACE = /省|市|自治区|区|县|镇|乡|村/u;
const STREET = /路|街|道|巷|弄|号|楼|室|大厦|层|座|栋|园|广场|单元/u;

/** What ideographs say; null when nothing tells. */
export function chineseKind(text: string): CardFieldKind | null {
  const solid = text.replace(/\s/g, '');
  if (COMPANY.test(solid) && solid.length >= 4) return 'company';
  if (TITLE.test(solid) && solid.length <= 14) return 'title';
  if (isChineseName(solid)) return 'name';
  if (STREET.test(solid) && (PLACE.test(solid) || /\d/.test(solid)) && solid.length >= 6) return 'address';
  if (DEPARTMENT.test(solid) && solid.length >= 3 && solid.length <= 14) return 'department';
  return null;
}

/** A department and a title in one word. */
export function departmentAndTitle(text: string): readonly [string, string] | null {
  const [, department, title] =
    /^(\p{Script=Han}{2,}?(?:部|处|科|中心|事业部|办公室))[\s·|｜/]*(\p{Script=Han}{2,})$/u.exec(text) ?? [];
  return department && title && TITLE.test(title) ? [department, title] : null;
}

const ENGLISH_COMPANY =
  /\b(?:co\.?,? ?ltd|ltd|limited|inc|llc|corp(?:oration)?|gmbh|group|company|plc|university|college|bank|institute|studio|hospital|partners|holdings|technologies|pte|sdn|bhd|associates|hotel)\b/iu;
/** Ends a company's name and nothing else. */
const LEGAL_FORM = /\b(?:ltd|limited|inc|llc|corp|gmbh|plc|bhd|group|company)\.?$/iu;
const ENGLISH_TITLE =
  /\b(?:manager|director|engineer|president|chairman|ceo|cto|cfo|coo|consultant|designer|assistant|officer|professor|lecturer|lawyer|attorney|executive|analyst|developer|founder|representative|specialist|secretary|architect|accountant|supervisor|adviser|advisor|editor|partner|coordinator|head of)\b/iu;
const ENGLISH_DEPARTMENT = /\b(?:department|dept\.?|division|team)\b/iu;
const ENGLISH_ADDRESS =
  /\b(?:road|rd|street|st|avenue|ave|lane|drive|blvd|boulevard|building|bldg|floor|flr|tower|plaza|district|square|suite|room|block|unit|jalan|park|city|province|harbour|quay)\b/iu;
const ENGLISH_NAME =
  /^(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?(?=[\p{Lu}])[\p{L}'’.-]+(?:[\s,]+\p{Lu}[\p{L}'’.-]*){1,3}$/u;

/** What Latin letters say; null when nothing tells. */
export function englishKind(text: string): CardFieldKind | null {
  if (LEGAL_FORM.test(text)) return 'english-company';
  if (ENGLISH_ADDRESS.test(text) && /\d|,/.test(text)) return 'english-address';
  if (ENGLISH_COMPANY.test(text)) return 'english-company';
  if (ENGLISH_TITLE.test(text)) return 'english-title';
  if (ENGLISH_DEPARTMENT.test(text)) return 'english-department';
  return ENGLISH_NAME.test(text) ? 'english-name' : null;
}
