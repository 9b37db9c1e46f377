import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventFilipino, monthDayYear } from './filipino-people.ts';
import type { Sample, Sampler } from './sample.ts';

/** The front of a voter's card of the Commission on Elections. */
export const phVoter: Sampler = {
  template: 'ph-voter',
  draw: (random: Random): Sample => {
    const person = inventFilipino(random);
    const precinct = `${random.digits(4)}${random.pick(['A', 'B', 'C'])}`;
    const [year, month, day] = person.birth.split('-') as [string, string, string];
    const initials = [person.firstName, person.middleName, person.lastName].map((name) => name.slice(0, 1));
    const number =
      `${random.digits(4)}-${precinct}-${random.pick(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'])}` +
      `${day}${year.slice(2)}${initials.join('')}${Number(month) % 2 ? 1 : 2}${random.digits(4)}-${random.digits(1)}`;
    const status = random.pick(['Single', 'Married', 'Widowed']);
    const birth = monthDayYear(person.birth);
    const page = new Page(1012, 638, '#eef0ea');
    page.text(506, 46, 26, 'REPUBLIC OF THE PHILIPPINES', { align: 'middle' });
    page.text(506, 92, 38, 'COMMISSION ON ELECTIONS', { align: 'middle', font: 'bold', fill: '#233a66' });
    page.text(60, 150, 32, `VIN: ${number}`, { font: 'bold', fill: '#8b1c1c' });
    drawBust(page, random, 730, 190, 230, 280);
    const rows = [
      ['Last Name', person.lastName],
      ['First Name', person.firstName],
      ['Middle Name', person.middleName],
      ['Date of Birth', birth],
      ['Civil Status', status],
      ['Citizenship', 'Filipino'],
    ] as const;
    rows.forEach(([label, value], i) => {
      page.text(60, 208 + i * 46, 22, label, { fill: '#4a5560' });
      page.text(250, 208 + i * 46, 28, value);
    });
    page.text(60, 492, 22, 'Address', { fill: '#4a5560' });
    person.address.forEach((line, i) => page.text(250, 492 + i * 36, 24, line));
    page.text(60, 580, 22, 'Precinct No.', { fill: '#4a5560' });
    page.text(250, 580, 28, precinct, { font: 'bold' });
    return {
      page,
      fields: {
        number,
        lastName: person.lastName,
        firstName: person.firstName,
        middleName: person.middleName,
        birth,
        status,
        citizenship: 'Filipino',
        address: person.address.join(' '),
        precinct,
      },
    };
  },
};
