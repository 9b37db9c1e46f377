import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventChinese, yearsAfter } from './chinese-people.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#3c5a4e';
const dayFirst = (date: string): string => date.split('-').reverse().join('-');

/** The front of a resident's identity card of Macao, in Chinese and Portuguese. */
function draw(random: Random): Sample {
  const page = new Page(1012, 638, '#e6efe6');
  const person = inventChinese(random, 'traditional');
  const issued = random.date(2014, 2022);
  const permanent = random.next() < 0.7;
  const code = (): string => random.digits(4);
  const fields: Record<string, string> = {
    familyName: person.familyName,
    latinFamilyName: person.latinFamilyName,
    familyNameCode: [...person.familyName].map(code).join(' '),
    givenName: person.givenName,
    latinGivenName: person.latinGivenName,
    givenNameCode: [...person.givenName].map(code).join(' '),
    number: `${random.pick(['1', '5', '7'])}${random.digits(6)}(${random.digits(1)})`,
    birthDate: dayFirst(person.birth),
    sex: person.sex === '男' ? 'M' : 'F',
    firstIssueDate: dayFirst(random.date(2000, 2013)),
    issueDate: dayFirst(issued),
    expiryDate: dayFirst(yearsAfter(issued, permanent ? 10 : 5)),
    symbol: random.pick(['A', 'AS', 'B', 'C', 'CS']),
    height: `1.${random.integer(50, 89)}`,
    residentType: permanent ? '永久性居民' : '非永久性居民',
  };
  const label = (x: number, y: number, chinese: string, portuguese: string): void =>
    page.text(x, y, 18, `${chinese} ${portuguese}`, { font: 'chinese', fill: LABEL });
  const value = (x: number, y: number, text: string | undefined, size = 29): void =>
    page.text(x, y, size, text ?? '', { font: 'chinese' });
  page.text(506, 50, 33, `澳門特別行政區${fields['residentType']}身份證`, {
    ...{ font: 'chinese-bold', fill: LABEL, align: 'middle' },
  });
  const kind = permanent ? 'PERMANENTE' : 'NÃO PERMANENTE';
  page.text(506, 84, 21, `BILHETE DE IDENTIDADE DE RESIDENTE ${kind} DA RAEM`, {
    fill: LABEL,
    align: 'middle',
  });
  drawBust(page, random, 50, 130, 250, 320);
  label(340, 130, '姓', 'APELIDO');
  value(340, 170, fields['familyName'], 34);
  value(500, 168, fields['familyNameCode'], 24);
  value(340, 206, fields['latinFamilyName']);
  label(340, 246, '名', 'NOME');
  value(340, 286, fields['givenName'], 34);
  value(500, 284, fields['givenNameCode'], 24);
  value(340, 322, fields['latinGivenName']);
  label(340, 366, '出生日期', 'DATA NASC.');
  value(340, 402, fields['birthDate']);
  label(570, 366, '性別', 'SEXO');
  value(570, 402, fields['sex']);
  label(700, 366, '身高', 'ALTURA');
  value(700, 402, fields['height']);
  label(850, 366, '符號', 'CÓD.');
  value(850, 402, fields['symbol']);
  label(340, 446, '首次發出日期', '1.ª EMISSÃO');
  value(340, 482, fields['firstIssueDate']);
  label(640, 446, '本次發出日期', 'EMISSÃO');
  value(640, 482, fields['issueDate']);
  label(340, 526, '有效期至', 'VÁLIDO ATÉ');
  value(340, 562, fields['expiryDate']);
  label(640, 526, '證件編號', 'N.º');
  value(640, 564, fields['number'], 34);
  return { page, fields };
}

export const macaoIdCard: Sampler = { template: 'macao-id-card', draw };
