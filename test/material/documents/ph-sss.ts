import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventFilipino, monthDaySlashes, monthDayYear } from './filipino-people.ts';
import type { Sample, Sampler } from './sample.ts';

/** The front of a card of the Social Security System: number and name stand there without labels. */
export const phSss: Sampler = {
  template: 'ph-sss',
  draw: (random: Random): Sample => {
    const person = inventFilipino(random);
    const number = `${random.digits(2)}-${random.digits(7)}-${random.digits(1)}`;
    const name = `${person.firstName} ${person.middleName.slice(0, 1)}. ${person.lastName}`;
    const birth = random.pick([monthDayYear, monthDaySlashes])(person.birth);
    const page = new Page(1012, 638, '#eef3fa');
    page.rectangle(0, 0, 1012, 150, '#b8cdec');
    page.text(180, 52, 27, 'Republic of the Philippines', { fill: '#1a2f57' });
    page.text(180, 112, 46, 'SOCIAL SECURITY SYSTEM', { font: 'bold', fill: '#1a2f57' });
    page.rectangle(48, 28, 96, 96, '#2f4f93');
    drawBust(page, random, 60, 190, 250, 310);
    page.text(360, 260, 52, number, { font: 'bold', fill: '#8b1c1c' });
    page.text(360, 340, name.length > 26 ? 28 : 34, name, { font: 'bold' });
    page.text(360, 420, 21, 'Date of Birth', { fill: '#3d4d6b' });
    page.text(360, 458, 30, birth);
    page.text(360, 560, 21, 'Signature', { fill: '#3d4d6b' });
    page.text(506, 616, 24, 'PROUD TO BE FILIPINO', { align: 'middle', fill: '#1a2f57' });
    return { page, fields: { number, name, birth } };
  },
};
