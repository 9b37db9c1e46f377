import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { slashed } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import { inventMigrant, type Migrant } from './migrants.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#5a5240';
const TITLE = '#4a3f22';

const labelled =
  (page: Page) =>
  (x: number, y: number, label: string, value: string): void => {
    page.text(x, y, 17, label, { fill: LABEL });
    page.text(x, y + 33, 26, value);
  };

const invent = (random: Random): Migrant => inventMigrant(random, ['V', 'W', 'Y', 'G'], [2006, 2017]);

function drawFront(random: Random): Sample {
  const person = invent(random);
  const fields = {
    number: person.number,
    classification: random.pick(['PERMANENTE', 'TEMPORÁRIO', 'PROVISÓRIO']),
    expiry: person.expiry,
    name: `${person.givenNames} ${person.surname}`,
    parents: person.parents.join(' '),
  };
  const page = new Page(1012, 638, '#f0ead6');
  const put = labelled(page);
  page.text(506, 44, 25, 'REPÚBLICA FEDERATIVA DO BRASIL', { align: 'middle', font: 'bold', fill: TITLE });
  page.text(506, 76, 20, 'MINISTÉRIO DA JUSTIÇA', { align: 'middle', fill: TITLE });
  page.text(506, 104, 20, 'DEPARTAMENTO DE POLÍCIA FEDERAL', { align: 'middle', fill: TITLE });
  page.text(506, 142, 25, 'CÉDULA DE IDENTIDADE DE ESTRANGEIRO', {
    align: 'middle',
    font: 'bold',
    fill: TITLE,
  });
  drawBust(page, random, 50, 175, 260, 330);
  put(345, 190, 'RNE', fields.number);
  put(600, 190, 'CLASSIFICAÇÃO', fields.classification);
  put(345, 268, 'VALIDADE', fields.expiry);
  put(345, 346, 'NOME', fields.name);
  page.text(345, 424, 17, 'FILIAÇÃO', { fill: LABEL });
  person.parents.forEach((parent, i) => page.text(345, 457 + i * 36, 26, parent));
  page.text(660, 606, 17, 'ASSINATURA DO PORTADOR', { align: 'middle', fill: LABEL });
  return { page, fields };
}

function drawBack(random: Random): Sample {
  const person = invent(random);
  const fields = {
    nationality: person.nationality,
    birthplace: person.country,
    birth: person.birth,
    sex: person.sex,
    entry: slashed(random.date(1980, 2005)),
    agency: random.pick(['CGPI/DIREX/DPF', 'DELEMIG/SP', 'SR/DPF/RJ']),
    copy: `${random.integer(1, 4)}`,
    issueDate: person.issued,
  };
  const page = new Page(1012, 638, '#f0ead6');
  const put = labelled(page);
  put(50, 60, 'NACIONALIDADE', fields.nationality);
  put(520, 60, 'NATURALIDADE (PAÍS)', fields.birthplace);
  put(50, 140, 'DATA DE NASCIMENTO', fields.birth);
  put(400, 140, 'SEXO', fields.sex);
  put(520, 140, 'DATA DE ENTRADA', fields.entry);
  put(50, 220, 'ORGÃO EXPEDIDOR', fields.agency);
  put(400, 220, 'VIA', fields.copy);
  put(520, 220, 'DATA DE EXPEDIÇÃO', fields.issueDate);
  page.rectangle(800, 60, 170, 220, '#d8d0b8');
  page.text(885, 304, 15, 'POLEGAR DIREITO', { align: 'middle', fill: LABEL });
  person.zone.forEach((line, i) => page.text(50, 470 + i * 60, 43, line, { font: 'ocr-b' }));
  return { page, fields };
}

/** The card that Brazil gave foreigners until 2018. */
export const brRneFront: Sampler = { template: 'br-rne', draw: drawFront };
export const brRneBack: Sampler = { template: 'br-rne', draw: drawBack };
