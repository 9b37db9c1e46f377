import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { dayMonthYear, inventKorean } from './korean-people.ts';
import type { Sample, Sampler } from './sample.ts';

const KINDS = ['1종대형', '1종보통', '2종보통', '2종소형'];
const REGIONS = ['서울', '부산', '경기', '전북'];
const ISSUERS = ['서울특별시경찰청장', '부산광역시경찰청장', '경기도남부경찰청장', '전라북도경찰청장'];
const PERIODS = ['적성검사기간', '갱신기간'];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

const dots = (date: string): string => date.replaceAll('-', '.');

/** A driving licence; older ones name the region before the number. */
function draw(random: Random): Sample {
  const page = new Page(1012, 638, '#f2efe2');
  const person = inventKorean(random);
  const issued = random.date(2012, 2023);
  const until = Number(issued.slice(0, 4)) + 10;
  const head = random.next() < 0.5 ? random.pick(REGIONS) + ' ' : `${random.integer(11, 28)}-`;
  const serial =
    random.digits(2) +
    random.pick([...LETTERS]) +
    random.digits(1) +
    random.pick([...LETTERS]) +
    random.pick([...LETTERS]);
  const licenceNumber = `${head}${random.digits(2)}-${random.digits(6)}-${random.digits(2)}`;
  const type = random.pick(KINDS);
  page.text(60, 78, 42, '자동차운전면허증', { font: 'korean-bold', fill: '#3a3320' });
  page.text(430, 76, 28, "(Driver's License)", { fill: '#3a3320' });
  drawBust(page, random, 60, 130, 230, 300);
  page.text(60, 480, 30, serial, { font: 'korean' });
  page.text(340, 158, 34, type, { font: 'korean-bold' });
  page.text(340, 216, 42, licenceNumber, { font: 'korean' });
  page.text(340, 276, 34, person.hangul, { font: 'korean' });
  page.text(340, 330, 34, person.number, { font: 'korean' });
  person.address.forEach((line, i) => page.text(340, 382 + i * 42, 27, line, { font: 'korean' }));
  page.text(340, 482, 25, `${random.pick(PERIODS)} : ${until}.01.01~${until}.12.31`, { font: 'korean' });
  if (random.next() < 0.5) page.text(340, 526, 25, '조 건 : A', { font: 'korean' });
  page.text(340, 590, 28, dots(issued), { font: 'korean' });
  page.text(540, 592, 34, random.pick(ISSUERS), { font: 'korean-bold' });
  const fields = {
    licenceNumber,
    type,
    name: person.hangul,
    number: person.number,
    address: person.address.join(' '),
    renewalPeriod: `01/01/${until}~31/12/${until}`,
    issueDate: dayMonthYear(issued),
    serialNumber: serial,
    birthDate: person.birthDate,
    sex: person.sex,
  };
  return { page, fields };
}

export const koreanDrivingLicence: Sampler = { template: 'korean-driving-licence', draw };
