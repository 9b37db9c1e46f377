import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventCpf } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import { inventMigrant, type Migrant } from './migrants.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#4a5f63';
const TITLE = '#27504f';

const labelled =
  (page: Page) =>
  (x: number, y: number, label: string, value: string): void => {
    page.text(x, y, 17, label, { fill: LABEL });
    page.text(x, y + 33, 26, value);
  };

const invent = (random: Random): Migrant => inventMigrant(random, ['F', 'B', 'G', 'V'], [2018, 2025]);

function drawFront(random: Random): Sample {
  const person = invent(random);
  const fields = {
    surname: person.surname,
    givenNames: person.givenNames,
    birth: person.birth,
    sex: person.sex,
    parents: person.parents.join(' '),
    nationality: person.nationality,
    expiry: person.expiry,
    number: person.number,
  };
  const page = new Page(1012, 638, '#e2efec');
  const put = labelled(page);
  page.text(506, 48, 25, 'REPÚBLICA FEDERATIVA DO BRASIL', { align: 'middle', font: 'bold', fill: TITLE });
  page.text(506, 86, 23, 'CARTEIRA DE REGISTRO NACIONAL MIGRATÓRIO', {
    ...{ align: 'middle', font: 'bold', fill: TITLE },
  });
  drawBust(page, random, 50, 120, 270, 350);
  put(355, 136, 'SOBRENOME', fields.surname);
  put(355, 210, 'NOME', fields.givenNames);
  put(355, 284, 'DATA DE NASCIMENTO', fields.birth);
  put(700, 284, 'SEXO', fields.sex);
  page.text(355, 358, 17, 'FILIAÇÃO', { fill: LABEL });
  person.parents.forEach((parent, i) => page.text(355, 391 + i * 36, 26, parent));
  put(355, 468, 'NACIONALIDADE', fields.nationality);
  put(700, 468, 'VALIDADE', fields.expiry);
  put(355, 542, 'RNM', fields.number);
  return { page, fields };
}

function drawBack(random: Random): Sample {
  const person = invent(random);
  const isPermanent = random.next() < 0.5;
  const fields = {
    number: person.number,
    cpf: inventCpf(random),
    classification: random.pick(['RESIDENTE', 'TEMPORÁRIO', 'FRONTEIRIÇO']),
    residence: isPermanent ? 'INDETERMINADO' : person.expiry,
    issueDate: person.issued,
    legalBasis: random.pick([
      'ART. 37 DA LEI 13.445/2017',
      'ART. 142 - DECRETO 9.199/2017',
      'ACORDO MERCOSUL',
    ]),
  };
  const page = new Page(1012, 638, '#e2efec');
  const put = labelled(page);
  put(50, 60, 'RNM', fields.number);
  put(340, 60, 'CPF', fields.cpf);
  put(50, 136, 'CLASSIFICAÇÃO', fields.classification);
  put(340, 136, 'PRAZO DE RESIDÊNCIA', fields.residence);
  put(640, 136, 'EMISSÃO', fields.issueDate);
  put(50, 212, 'AMPARO LEGAL', fields.legalBasis);
  drawBust(page, random, 830, 190, 140, 180);
  page.text(50, 330, 17, 'ASSINATURA DO TITULAR', { fill: LABEL });
  person.zone.forEach((line, i) => page.text(50, 470 + i * 60, 43, line, { font: 'ocr-b' }));
  return { page, fields };
}

/** The card that Brazil gives migrants since 2018. */
export const brRnmFront: Sampler = { template: 'br-rnm', draw: drawFront };
export const brRnmBack: Sampler = { template: 'br-rnm', draw: drawBack };
