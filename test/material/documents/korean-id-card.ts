import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { dayMonthYear, inventKorean } from './korean-people.ts';
import type { Sample, Sampler } from './sample.ts';

const ISSUERS = [
  '서울특별시 서초구청장',
  '부산광역시 해운대구청장',
  '경기도 성남시장',
  '대전광역시 유성구청장',
];

/** The front of a resident registration card: nothing on it has a label. */
function draw(random: Random): Sample {
  const page = new Page(1012, 638, '#eef3ea');
  const person = inventKorean(random);
  const issued = random.date(2000, 2023);
  const [year, month, day] = issued.split('-');
  page.rectangle(0, 0, 1012, 14, '#9db7a0');
  page.text(220, 112, 62, '주민등록증', { font: 'korean-bold', fill: '#23352b' });
  page.text(70, 222, 42, person.name, { font: 'korean' });
  page.text(70, 292, 40, person.number, { font: 'korean' });
  person.address.forEach((line, i) => page.text(70, 358 + i * 46, 29, line, { font: 'korean' }));
  page.text(330, 534, 28, `${year}. ${Number(month)}. ${Number(day)}.`, { font: 'korean' });
  page.text(250, 596, 40, random.pick(ISSUERS), { font: 'korean-bold' });
  drawBust(page, random, 690, 130, 250, 320);
  const fields = {
    name: person.hangul,
    number: person.number,
    address: person.address.join(' '),
    issueDate: dayMonthYear(issued),
    birthDate: person.birthDate,
    sex: person.sex,
  };
  return { page, fields };
}

export const koreanIdCard: Sampler = { template: 'korean-id-card', draw };
