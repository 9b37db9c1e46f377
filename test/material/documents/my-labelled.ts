import { advanceOf } from '../fonts.ts';
import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { drawBust } from './bust.ts';
import { inventMalaysian } from './malaysian-people.ts';
import type { Sample, Sampler } from './sample.ts';

const slashes = (date: string): string => date.split('-').reverse().join('/');

interface Layout {
  readonly template: string;
  readonly paper: string;
  readonly titles: readonly string[];
  readonly logo: string;
}

/** Cards whose values stand right of their labels. */
function draw(
  random: Random,
  { paper, titles, logo }: Layout,
  rows: readonly (readonly [string, readonly string[]])[],
): Page {
  const page = new Page(1012, 638, paper);
  titles.forEach((title, i) =>
    page.text(40, 60 + i * 40, 30, title, { font: i === 0 ? 'bold' : 'sans', fill: '#243a5e' }),
  );
  page.text(972, 76, 46, logo, { font: 'bold', align: 'right', fill: '#7a1f2c' });
  drawBust(page, random, 770, 150, 200, 250);
  const x = 60 + Math.max(...rows.map(([label]) => advanceOf('sans', label, 20)));
  let y = 190;
  for (const [label, lines] of rows) {
    page.text(40, y, 20, label, { fill: '#46505c' });
    lines.forEach((line, i) => page.text(x, y + i * 32, 25, line, { font: 'bold' }));
    y += 32 * lines.length + 18;
  }
  return page;
}

/** MyKid, the card of a child under twelve. */
export const myKid: Sampler = {
  template: 'my-kid',
  draw: (random: Random): Sample => {
    const child = inventMalaysian(random, [2013, 2022]);
    const layout = {
      template: 'my-kid',
      paper: '#f6d9e4',
      titles: ['MALAYSIA', 'KAD PENGENALAN KANAK-KANAK'],
      logo: 'MyKid',
    };
    const birth = slashes(child.birth);
    const page = draw(random, layout, [
      ['No. K/P', [child.number]],
      ['Nama', [child.name]],
      ['Jantina', [child.sex]],
      ['Tarikh Lahir', [birth]],
      ['Alamat', child.address],
    ]);
    return {
      page,
      fields: {
        number: child.number,
        name: child.name,
        sex: child.sex,
        birth: child.birth,
        address: child.address.join(' '),
      },
    };
  },
};

const WORKERS = ['RAHMAN MD SHAFIQUL', 'NGUYEN VAN THANH', 'SUNARTI', 'THAPA BIR BAHADUR', 'MYO MIN AUNG'];

/** i-Kad, the card of a foreign worker. */
export const iKad: Sampler = {
  template: 'my-i-kad',
  draw: (random: Random): Sample => {
    const layout = {
      template: 'my-i-kad',
      paper: '#e6dff0',
      titles: ['JABATAN IMIGRESEN MALAYSIA', 'IMMIGRATION DEPARTMENT OF MALAYSIA'],
      logo: 'i-KAD',
    };
    const number = `${random.pick(['A', 'B', 'E', 'P'])}${random.pick(['A', 'C', 'K'])}${random.digits(7)}`;
    const name = random.pick(WORKERS);
    const sex = random.pick(['LELAKI', 'PEREMPUAN'] as const);
    const birth = random.date(1970, 2003);
    const employer = random.pick([
      ['SYARIKAT MAJU BINA SDN BHD', 'KLANG SELANGOR'],
      ['LADANG HIJAU SDN BHD', 'KLUANG JOHOR'],
    ]);
    const page = draw(random, layout, [
      ['Nama / Name', [name]],
      ['No. Pasport / Passport No.', [number]],
      ['Jantina / Gender', [sex]],
      ['Tarikh Lahir / DOB', [slashes(birth)]],
      [
        'Warganegara / Nationality',
        [random.pick(['BANGLADESH', 'VIETNAM', 'INDONESIA', 'NEPAL', 'MYANMAR'])],
      ],
      ['Majikan / Employer', employer],
      ['Sah Sehingga / Valid Until', [slashes(random.date(2023, 2026))]],
    ]);
    return { page, fields: { name, number, sex, birth } };
  },
};
