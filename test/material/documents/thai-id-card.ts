import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const WIDTH = 1012;
const HEIGHT = 638;

/** Names of nobody, in Thai letters and Latin ones. */
export const THAI_GIVEN_NAMES: readonly (readonly [string, string])[] = [
  ['ธนกร', 'Thanakorn'],
  ['สุภาพร', 'Supaporn'],
  ['กิตติพงษ์', 'Kittipong'],
  ['ณัฐริกา', 'Nattarika'],
  ['วรรณวิสา', 'Wanwisa'],
  ['ประเสริฐ', 'Prasert'],
];
export const THAI_FAMILY_NAMES: readonly (readonly [string, string])[] = [
  ['ศรีสุวรรณ', 'Srisuwan'],
  ['แสงทอง', 'Saengthong'],
  ['พูลทรัพย์', 'Poonsap'],
  ['รัตนวงศ์ไพศาล', 'Rattanawongphaisan'],
  ['ใจดี', 'Jaidee'],
];
const TITLES: readonly (readonly [string, string])[] = [
  ['นาย', 'Mr.'],
  ['นาง', 'Mrs.'],
  ['น.ส.', 'Miss'],
];
export const THAI_PLACES: readonly (readonly [string, string])[] = [
  ['ต.ลาดหญ้า อ.เมืองกาญจนบุรี', 'จ.กาญจนบุรี'],
  ['ต.บางบัวทอง อ.บางบัวทอง', 'จ.นนทบุรี'],
  ['แขวงจตุจักร เขตจตุจักร', 'กรุงเทพมหานคร'],
  ['ต.สุเทพ อ.เมืองเชียงใหม่', 'จ.เชียงใหม่'],
];
const MONTHS: readonly (readonly [string, string])[] = [
  ['ม.ค.', 'Jan.'],
  ['ก.พ.', 'Feb.'],
  ['มี.ค.', 'Mar.'],
  ['เม.ย.', 'Apr.'],
  ['พ.ค.', 'May'],
  ['มิ.ย.', 'Jun.'],
  ['ก.ค.', 'Jul.'],
  ['ส.ค.', 'Aug.'],
  ['ก.ย.', 'Sep.'],
  ['ต.ค.', 'Oct.'],
  ['พ.ย.', 'Nov.'],
  ['ธ.ค.', 'Dec.'],
];

/** A date as Thai cards print it: with the year of the Buddhist era, and in English. */
export function thaiDates(date: string): readonly [string, string] {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const [thai, english] = MONTHS[month - 1] ?? ['', ''];
  return [`${day} ${thai} ${year + 543}`, `${day} ${english} ${year}`];
}

/** Thirteen digits, the last checks the others: weights 13 to 2, modulo 11. Printed in groups of 1, 4, 5, 2 and 1. */
export function inventThaiNumber(random: Random, first: string): string {
  const digits = first + random.digits(12 - first.length);
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (13 - i), 0);
  const whole = digits + String((11 - (sum % 11)) % 10);
  return [
    whole.slice(0, 1),
    whole.slice(1, 5),
    whole.slice(5, 10),
    whole.slice(10, 12),
    whole.slice(12),
  ].join(' ');
}

/** The front of a national identity card; `religion` is missing now and then, as on newer cards. */
function drawFront(random: Random): Sample {
  const page = new Page(WIDTH, HEIGHT, '#e8f1f7');
  const [title, enTitle] = random.pick(TITLES);
  const [given, enGiven] = random.pick(THAI_GIVEN_NAMES);
  const [family, enFamily] = random.pick(THAI_FAMILY_NAMES);
  const [district, province] = random.pick(THAI_PLACES);
  const issued = random.date(2016, 2022);
  const [birthday, enBirthday] = thaiDates(random.date(1950, 2005));
  const [issueDate, enIssueDate] = thaiDates(issued);
  const [expiryDate, enExpiryDate] = thaiDates(`${Number(issued.slice(0, 4)) + 8}${issued.slice(4)}`);
  const religion = random.next() < 0.6 ? random.pick(['พุทธ', 'อิสลาม', 'คริสต์']) : '';
  const fields: Record<string, string> = {
    idNumber: inventThaiNumber(random, random.pick(['1', '3', '5'])),
    thaiName: `${title} ${given} ${family}`,
    firstName: `${enTitle} ${enGiven}`,
    lastName: enFamily,
    birthDate: birthday,
    enBirthDate: enBirthday,
    ...(religion ? { religion } : {}),
    address: `${random.integer(1, 199)}/${random.integer(1, 99)} หมู่ที่ ${random.integer(1, 12)} ${district} ${province}`,
    issueDate,
    expiryDate,
    enIssueDate,
    enExpiryDate,
    serialNumber: `${random.digits(4)}-0${random.integer(1, 9)}-${issued.slice(5, 7)}${issued.slice(8)}${random.digits(4)}`,
  };
  drawHead(page, fields);
  const label = (x: number, y: number, text: string, size = 22): void =>
    page.text(x, y, size, text, { font: 'thai', fill: '#26406b' });
  const value = (x: number, y: number, text: string, size = 28): void =>
    page.text(x, y, size, text, { font: 'thai' });
  label(320, 286, 'Last name');
  value(445, 286, fields['lastName'] ?? '');
  label(320, 334, 'เกิดวันที่');
  value(420, 334, birthday);
  label(320, 376, 'Date of Birth');
  value(465, 376, enBirthday);
  if (religion) {
    label(320, 420, 'ศาสนา', 20);
    value(395, 420, religion, 24);
  }
  const [head, tail] = (fields['address'] ?? '').split(` ${province}`);
  label(60, 468, 'ที่อยู่');
  value(130, 468, `${head}${tail}`, 25);
  value(130, 504, province, 25);
  drawDates(page, 60, [issueDate, 'วันออกบัตร', enIssueDate, 'Date of Issue']);
  drawDates(page, 590, [expiryDate, 'วันบัตรหมดอายุ', enExpiryDate, 'Date of Expiry']);
  label(330, 592, '(นายสมชาย รักษ์ไทย)', 19);
  label(340, 620, 'เจ้าพนักงานออกบัตร', 17);
  drawBust(page, random, 790, 320, 180, 250);
  value(800, 606, fields['serialNumber'] ?? '', 18);
  return { page, fields };
}

function drawHead(page: Page, fields: Readonly<Record<string, string>>): void {
  page.text(190, 62, 32, 'บัตรประจำตัวประชาชน', { font: 'thai-bold', fill: '#26406b' });
  page.text(560, 62, 28, 'Thai National ID Card', { font: 'bold', fill: '#1f5fa8' });
  page.text(190, 108, 22, 'เลขประจำตัวประชาชน', { font: 'thai', fill: '#26406b' });
  page.text(190, 140, 20, 'Identification Number', { fill: '#1f5fa8' });
  page.text(470, 128, 36, fields['idNumber'] ?? '');
  page.text(60, 196, 22, 'ชื่อตัวและชื่อสกุล', { font: 'thai', fill: '#26406b' });
  page.text(240, 196, 36, fields['thaiName'] ?? '', { font: 'thai-bold' });
  page.text(320, 242, 22, 'Name', { fill: '#1f5fa8' });
  page.text(410, 242, 28, fields['firstName'] ?? '');
  page.rectangle(60, 250, 120, 100, '#d9b45b');
}

/** A date, its label, the date in English and its label, below each other. */
function drawDates(page: Page, x: number, lines: readonly string[]): void {
  lines.forEach((line, i) =>
    page.text(x, 544 + i * 27, i % 2 ? 18 : 21, line, {
      font: 'thai',
      ...(i % 2 ? { fill: '#26406b' } : {}),
    }),
  );
}

/** The back: the magnetic stripe, the issuing department and the laser number. */
function drawBack(random: Random): Sample {
  const page = new Page(WIDTH, HEIGHT, '#e8f1f7');
  const laserId = `${random.pick(['JT', 'ME', 'JC'])}${random.digits(1)}-${random.digits(7)}-${random.digits(2)}`;
  page.rectangle(0, 60, WIDTH, 130, '#3b3432');
  page.text(60, 270, 34, laserId, { font: 'mono' });
  page.text(60, 420, 28, 'กรมการปกครอง', { font: 'thai', fill: '#26406b' });
  page.text(60, 464, 28, 'กระทรวงมหาดไทย', { font: 'thai', fill: '#26406b' });
  return { page, fields: { laserId } };
}

export const thaiIdCard: Sampler = { template: 'thai-id-card', draw: drawFront };

export const thaiIdCardBack: Sampler = { template: 'thai-id-card', draw: drawBack };
