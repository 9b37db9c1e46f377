import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventMalaysian } from './malaysian-people.ts';
import type { Sample, Sampler } from './sample.ts';

/** Malaysia's cards of one design, by the name in their corner, and what they say of their bearer's standing. */
const KINDS = [
  ['MyKad', 'WARGANEGARA'],
  ['MyPR', 'PEMASTAUTIN TETAP'],
  ['MyKAS', 'PENDUDUK SEMENTARA'],
  ['MyTentera', 'WARGANEGARA'],
] as const;

const drawn = (random: Random, [kind, standing]: (typeof KINDS)[number]): Sample => {
  const person = inventMalaysian(random);
  const page = new Page(1012, 638, kind === 'MyPR' ? '#f0d2ce' : kind === 'MyKAS' ? '#d6e8cf' : '#d3e3f0');
  page.text(40, 60, 34, 'KAD PENGENALAN', { font: 'bold', fill: '#243a5e' });
  page.text(40, 100, 34, 'MALAYSIA', { font: 'bold', fill: '#243a5e' });
  page.text(40, 136, 24, 'IDENTITY CARD', { fill: '#243a5e' });
  page.text(972, 84, 50, kind, { font: 'bold', align: 'right', fill: '#7a1f2c' });
  page.text(40, 210, 36, person.number, { font: 'bold' });
  page.rectangle(90, 250, 150, 120, '#c9a94f');
  page.rectangle(160, 250, 4, 120, '#8a7230');
  page.rectangle(90, 308, 150, 4, '#8a7230');
  drawBust(page, random, 690, 150, 260, 340);
  const words = person.name.split(' ');
  const long = person.name.length > 28;
  const cut = Math.ceil(words.length / 2);
  const lines = long ? [words.slice(0, cut).join(' '), words.slice(cut).join(' ')] : [person.name];
  lines.forEach((line, i) => page.text(40, 408 + i * 32, 27, line, { font: 'bold' }));
  person.address.forEach((line, i) => page.text(40, 488 + i * 30, 23, line));
  page.text(690, 536, 24, standing);
  if (random.next() < 0.4) page.text(690, 570, 24, 'ISLAM');
  page.text(690, 606, 24, person.sex);
  return {
    page,
    fields: {
      kind,
      number: person.number,
      name: person.name,
      address: person.address.join(' '),
      sex: person.sex,
      birth: person.birth,
    },
  };
};

/** The front of a Malaysian identity card of any kind. */
export const myKad: Sampler = {
  template: 'my-kad',
  draw: (random: Random): Sample => drawn(random, random.pick(KINDS)),
};

/** Its back: the number once more, with two counters. */
export const myKadBack: Sampler = {
  template: 'my-kad',
  draw: (random: Random): Sample => {
    const { number } = inventMalaysian(random);
    const backNumber = `${number}-${random.digits(2)}-${random.digits(2)}`;
    const page = new Page(1012, 638, '#d3e3f0');
    page.text(506, 70, 34, 'PENDAFTARAN NEGARA MALAYSIA', { align: 'middle', font: 'bold', fill: '#243a5e' });
    page.rectangle(90, 190, 150, 120, '#c9a94f');
    page.text(506, 420, 34, backNumber, { align: 'middle', font: 'bold' });
    page.text(700, 520, 24, 'Ketua Pengarah', { fill: '#243a5e' });
    page.text(700, 552, 24, 'Pendaftaran Negara', { fill: '#243a5e' });
    page.text(60, 600, 24, '80K CHIP', { fill: '#243a5e' });
    return { page, fields: { backNumber } };
  },
};
