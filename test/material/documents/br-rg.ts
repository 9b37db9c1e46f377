import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventBrazilian, slashed, withMonthName } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#3f5a4a';
const TITLE = '#2a4a38';

const [WIDTH, HEIGHT] = [1020, 680];

/** The side with the photograph: no field of the person but who issued it. */
function drawFront(random: Random): Sample {
  const person = inventBrazilian(random);
  const agency = random.pick(['SECRETARIA DA SEGURANÇA PÚBLICA', 'SECRETARIA DE SEGURANÇA PÚBLICA']);
  const page = new Page(WIDTH, HEIGHT, '#dfeadf');
  const middle = (y: number, size: number, text: string): void =>
    page.text(510, y, size, text, { align: 'middle', font: 'bold', fill: TITLE });
  middle(58, 30, 'REPÚBLICA FEDERATIVA DO BRASIL');
  middle(100, 26, person.stateTitle);
  middle(138, 24, agency);
  middle(174, 21, 'INSTITUTO DE IDENTIFICAÇÃO');
  drawBust(page, random, 90, 220, 270, 350);
  page.rectangle(640, 220, 280, 330, '#c9d6c9');
  page.text(780, 590, 20, 'POLEGAR DIREITO', { align: 'middle', fill: LABEL });
  page.text(225, 612, 20, 'ASSINATURA DO TITULAR', { align: 'middle', fill: LABEL });
  middle(656, 30, 'CARTEIRA DE IDENTIDADE');
  return { page, fields: { agency } };
}

/** How states print their numbers. */
const NUMBERS: readonly ((random: Random) => string)[] = [
  (random) =>
    `${random.integer(10, 59)}.${random.digits(3)}.${random.digits(3)}-${random.pick([...'0123456789X'])}`,
  (random) => `${random.integer(1, 9)}.${random.digits(3)}.${random.digits(3)}`,
  (random) => `MG-${random.integer(10, 19)}.${random.digits(3)}.${random.digits(3)}`,
];

function drawBack(random: Random): Sample {
  const person = inventBrazilian(random);
  const issued = slashed(random.date(2000, 2018));
  const isNamed = random.next() < 0.5;
  const date = (text: string): string => (isNamed ? withMonthName(text) : text);
  const fields = {
    number: random.pick(NUMBERS)(random),
    issueDate: issued,
    name: person.name,
    parents: `${person.father} ${person.mother}`,
    birthplace: `${person.city} - ${person.state}`,
    birth: person.birth,
    origin: `${person.city}-${person.state} CN:LV.A${random.digits(3)}/FLS.${random.digits(3)}/N.${random.digits(6)}`,
    ...(random.next() < 0.8 ? { cpf: person.cpf } : {}),
  };
  const page = new Page(WIDTH, HEIGHT, '#dfeadf');
  const label = (x: number, y: number, text: string): void => page.text(x, y, 18, text, { fill: LABEL });
  const value = (x: number, y: number, text: string): void => page.text(x, y, 27, text);
  page.text(510, 56, 25, 'VÁLIDA EM TODO O TERRITÓRIO NACIONAL', {
    ...{ align: 'middle', font: 'bold', fill: TITLE },
  });
  label(50, 108, 'REGISTRO');
  label(50, 130, 'GERAL');
  value(200, 124, fields.number);
  label(580, 108, 'DATA DE');
  label(580, 130, 'EXPEDIÇÃO');
  value(740, 124, date(issued));
  label(50, 182, 'NOME');
  value(200, 184, fields.name);
  label(50, 240, 'FILIAÇÃO');
  value(200, 242, person.father);
  value(200, 282, person.mother);
  label(50, 348, 'NATURALIDADE');
  value(50, 384, fields.birthplace);
  label(580, 348, 'DATA DE NASCIMENTO');
  value(580, 384, date(person.birth));
  label(50, 438, 'DOC. ORIGEM');
  page.text(200, 440, 24, fields.origin);
  label(50, 496, 'CPF');
  if (fields.cpf) value(200, 498, isNamed ? fields.cpf.replace(/\./g, '').replace('-', '/') : fields.cpf);
  page.text(510, 592, 20, 'ASSINATURA DO DIRETOR', { align: 'middle', fill: LABEL });
  page.text(510, 648, 22, 'LEI Nº 7.116 DE 29/08/83', { align: 'middle', font: 'bold', fill: TITLE });
  return { page, fields };
}

/** The identity cards that the states of Brazil issued from 1983 on; paper, green. */
export const brRgFront: Sampler = { template: 'br-rg', draw: drawFront };
export const brRgBack: Sampler = { template: 'br-rg', draw: drawBack };
