import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';
import { inventThaiNumber, THAI_PLACES, thaiDates } from './thai-id-card.ts';

const WIDTH = 1012;
const HEIGHT = 638;
const LABEL = '#6b2a4d';

/** People of nobody: in Thai letters, given and family names apart, and in Latin ones. The last has a single name. */
const PEOPLE: readonly (readonly [string, string, string])[] = [
  ['นาย อองลิน', 'ทุน', 'MR. AUNG LIN HTUN'],
  ['น.ส. ซูซูวิน', 'มิน', 'MISS SU SU WIN MIN'],
  ['นาย โทมัส', 'เบิร์กแมน', 'MR. THOMAS BERGMAN'],
  ['นาง คำแก้ว', 'พรมมา', 'MRS. KHAMKEO PHOMMA'],
  ['นาย ซอมิน', '', 'MR. SAW MIN'],
];
const COUNTRIES = ['เมียนมา', 'ลาว', 'กัมพูชา', 'สวีเดน'];
const AGENCIES = ['กรมการปกครอง กระทรวงมหาดไทย', 'สำนักทะเบียนกลาง กรมการปกครอง'];

/** The pink card of people who are not Thai: numbers begin with 0, 6 or 7. */
function draw(random: Random): Sample {
  const page = new Page(WIDTH, HEIGHT, '#f9e4ec');
  const [thaiName, thaiSurname, enName] = random.pick(PEOPLE);
  const [district, province] = random.pick(THAI_PLACES);
  const issued = random.date(2016, 2022);
  const [thaiBirthDate, enBirthDate] = thaiDates(random.date(1960, 2003));
  const [thaiIssueDate, issueDate] = thaiDates(issued);
  const [thaiExpiryDate, expiryDate] = thaiDates(`${Number(issued.slice(0, 4)) + 10}${issued.slice(4)}`);
  const fields: Record<string, string> = {
    idNumber: inventThaiNumber(random, random.pick(['00', '6', '7'])),
    thaiName,
    ...(thaiSurname ? { thaiSurname } : {}),
    enName,
    country: random.pick(COUNTRIES),
    thaiBirthDate,
    enBirthDate,
    thaiAddress: `${random.integer(1, 199)}/${random.integer(1, 99)} หมู่ที่ ${random.integer(1, 12)} ${district} ${province}`,
    thaiIssueDate,
    issueDate,
    thaiExpiryDate,
    expiryDate,
    issuingAgency: random.pick(AGENCIES),
    photoNumber: `${random.digits(4)}-0${random.integer(1, 9)}-${random.digits(8)}`,
  };
  const row = (x: number, y: number, label: string, value: string | undefined, indent: number): void => {
    if (value === undefined) return;
    page.text(x, y, 21, label, { font: 'thai', fill: LABEL });
    page.text(x + indent, y, 27, value, { font: 'thai' });
  };
  page.text(60, 56, 32, 'บัตรประจำตัวคนซึ่งไม่มีสัญชาติไทย', { font: 'thai-bold', fill: LABEL });
  page.text(60, 92, 24, 'Non-Thai Identification Card', { font: 'bold', fill: LABEL });
  page.text(60, 138, 21, 'เลขประจำตัว', { font: 'thai', fill: LABEL });
  page.text(330, 142, 36, fields['idNumber'] ?? '');
  page.text(60, 166, 18, 'Identification Number', { fill: LABEL });
  row(60, 212, 'ชื่อ', fields['thaiName'], 60);
  row(430, 212, 'สกุล', fields['thaiSurname'], 70);
  row(60, 256, 'Name', fields['enName'], 80);
  row(60, 302, 'เกิดวันที่', thaiBirthDate, 110);
  row(430, 302, 'สัญชาติ', fields['country'], 90);
  row(60, 346, 'Date of Birth', enBirthDate, 160);
  row(60, 394, 'ที่อยู่', fields['thaiAddress']?.slice(0, -province.length - 1), 80);
  page.text(140, 432, 27, province, { font: 'thai' });
  row(60, 478, 'ออกโดย', fields['issuingAgency'], 100);
  [thaiIssueDate, 'วันออกบัตร', issueDate, 'Date of Issue'].forEach((line, i) => drawDate(page, 60, i, line));
  [thaiExpiryDate, 'วันบัตรหมดอายุ', expiryDate, 'Date of Expiry'].forEach((line, i) =>
    drawDate(page, 440, i, line),
  );
  drawBust(page, random, 790, 230, 180, 240);
  page.text(790, 510, 18, fields['photoNumber'] ?? '');
  return { page, fields };
}

const drawDate = (page: Page, x: number, line: number, text: string): void =>
  page.text(x, 530 + line * 28, line % 2 ? 18 : 21, text, {
    font: 'thai',
    ...(line % 2 ? { fill: LABEL } : {}),
  });

export const thaiPinkCard: Sampler = { template: 'thai-pink-card', draw };
