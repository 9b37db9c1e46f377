import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventFilipino } from './filipino-people.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#50606c';

function draw(random: Random): Sample {
  const person = inventFilipino(random);
  const letter = random.pick(['A', 'D', 'K', 'N', 'X']);
  const fields = {
    name: `${person.lastName}, ${person.firstName} ${person.middleName}`,
    lastName: person.lastName,
    firstName: person.firstName,
    middleName: person.middleName,
    nationality: 'PHL',
    sex: person.sex,
    birth: person.birth.replaceAll('-', '/'),
    address: person.address.join(', '),
    number: `${letter}${random.digits(2)}-${random.digits(2)}-${random.digits(6)}`,
    expiry: random.date(2024, 2034).replaceAll('-', '/'),
    agency: `${letter}${random.digits(2)}`,
  };
  const page = new Page(1012, 638, '#e4ecf6');
  const middle = (y: number, size: number, text: string, font: 'sans' | 'bold'): void =>
    page.text(540, y, size, text, { font, align: 'middle', fill: '#1d3557' });
  middle(44, 24, 'REPUBLIC OF THE PHILIPPINES', 'sans');
  middle(74, 22, 'DEPARTMENT OF TRANSPORTATION', 'sans');
  middle(106, 27, 'LAND TRANSPORTATION OFFICE', 'bold');
  middle(146, 29, random.pick(["DRIVER'S LICENSE", "NON-PROFESSIONAL DRIVER'S LICENSE"]), 'bold');
  const field = (x: number, y: number, label: string, value: string): void => {
    page.text(x, y, 17, label, { fill: LABEL });
    page.text(x, y + 31, 26, value, { font: 'condensed' });
  };
  field(330, 186, 'Last Name, First Name, Middle Name', fields.name);
  field(330, 256, 'Nationality', fields.nationality);
  field(460, 256, 'Sex', fields.sex);
  field(540, 256, 'Date of Birth', fields.birth);
  field(730, 256, 'Weight (kg)', String(random.integer(45, 95)));
  field(870, 256, 'Height(m)', `1.${random.integer(48, 89)}`);
  page.text(330, 328, 17, 'Address', { fill: LABEL });
  person.address.forEach((line, i) =>
    page.text(330, 357 + i * 30, 24, line + (i < person.address.length - 1 ? ',' : ''), {
      font: 'condensed',
    }),
  );
  field(330, 430, 'License No.', fields.number);
  field(580, 430, 'Expiration Date', fields.expiry);
  field(800, 430, 'Agency Code', fields.agency);
  field(330, 504, 'Blood Type', random.pick(['O+', 'A+', 'B', 'AB+']));
  field(580, 504, 'Eyes Color', random.pick(['BLACK', 'BROWN']));
  field(330, 578, 'DL Codes', random.pick(['A, B', 'A1', 'B, B1, B2']));
  field(580, 578, 'Conditions', random.pick(['NONE', '1', 'A']));
  drawBust(page, random, 50, 180, 250, 330);
  return { page, fields };
}

export const philippinesDrivingLicence: Sampler = { template: 'philippines-driving-licence', draw };
