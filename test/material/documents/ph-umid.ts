import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventFilipino } from './filipino-people.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#4c5a66';

/** The front of a Unified Multi-Purpose ID. */
export const phUmid: Sampler = {
  template: 'ph-umid',
  draw: (random: Random): Sample => {
    const person = inventFilipino(random);
    const middleName = random.next() < 0.15 ? '' : person.middleName;
    const crn = `${random.digits(4)}-${random.digits(7)}-${random.digits(1)}`;
    const postcode = `PHL ${random.integer(1000, 9800)}`;
    const address = [...person.address, postcode];
    const birth = person.birth.replaceAll('-', '/');
    const page = new Page(1012, 638, '#e9eef0');
    page.rectangle(0, 0, 1012, 118, '#c9dcea');
    page.text(506, 48, 27, 'REPUBLIC OF THE PHILIPPINES', { align: 'middle', fill: '#22384d' });
    page.text(506, 98, 38, 'Unified Multi-Purpose ID', { align: 'middle', font: 'bold', fill: '#22384d' });
    drawBust(page, random, 48, 160, 270, 340);
    page.text(360, 172, 38, `CRN-${crn}`, { font: 'bold' });
    const rows = [
      ['SURNAME', person.lastName],
      ['GIVEN NAME', person.firstName],
      ['MIDDLE NAME', middleName],
    ] as const;
    rows.forEach(([label, value], i) => {
      page.text(360, 212 + i * 70, 18, label, { fill: LABEL });
      if (value) page.text(360, 246 + i * 70, 28, value, { font: 'bold' });
    });
    page.text(360, 440, 18, 'SEX', { fill: LABEL });
    page.text(412, 442, 28, person.sex, { font: 'bold' });
    page.text(480, 440, 18, 'DATE OF BIRTH', { fill: LABEL });
    page.text(650, 442, 28, birth, { font: 'bold' });
    page.text(360, 482, 18, 'ADDRESS', { fill: LABEL });
    address.forEach((line, i) => page.text(360, 514 + i * 36, 25, line));
    return {
      page,
      fields: {
        number: crn,
        surname: person.lastName,
        givenName: person.firstName,
        middleName,
        sex: person.sex,
        birth,
        address: address.join(' '),
      },
    };
  },
};
