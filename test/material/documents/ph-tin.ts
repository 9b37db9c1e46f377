import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventFilipino, monthDaySlashes } from './filipino-people.ts';
import type { Sample, Sampler } from './sample.ts';

/** The front of a taxpayer's card of the Bureau of Internal Revenue. */
export const phTin: Sampler = {
  template: 'ph-tin',
  draw: (random: Random): Sample => {
    const person = inventFilipino(random);
    const number = [3, 3, 3, random.pick([3, 3, 5])].map((count) => random.digits(count)).join('-');
    const name = `${person.lastName}, ${person.firstName} ${person.middleName}`;
    const birth = monthDaySlashes(person.birth);
    const issued = monthDaySlashes(random.date(2008, 2023));
    const page = new Page(1012, 638, '#f6efd2');
    page.text(506, 48, 24, 'REPUBLIC OF THE PHILIPPINES', { align: 'middle' });
    page.text(506, 84, 24, 'DEPARTMENT OF FINANCE', { align: 'middle' });
    page.text(506, 130, 34, 'BUREAU OF INTERNAL REVENUE', { align: 'middle', font: 'bold' });
    drawBust(page, random, 50, 190, 240, 300);
    page.text(330, 220, name.length > 36 ? 22 : name.length > 30 ? 25 : 30, name, { font: 'bold' });
    person.address.forEach((line, i) => page.text(330, 268 + i * 34, 23, line));
    const rows = [
      ['TIN', number],
      ['BIRTH DATE', birth],
      ['ISSUE DATE', issued],
    ] as const;
    rows.forEach(([label, value], i) => {
      page.text(330, 366 + i * 48, 23, `${label}:`, { fill: '#55502f' });
      page.text(510, 366 + i * 48, 28, value, { font: 'bold' });
    });
    page.rectangle(600, 560, 330, 2, '#333333');
    page.text(765, 590, 21, 'SIGNATURE', { align: 'middle', fill: '#55502f' });
    return { page, fields: { number, name, address: person.address.join(' '), birth, issued } };
  },
};
