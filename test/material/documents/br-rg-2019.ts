import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventBrazilian, slashed } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#47566b';
const TITLE = '#27405f';

const [WIDTH, HEIGHT] = [1020, 680];

const labelled =
  (page: Page) =>
  (x: number, y: number, label: string, value: string | undefined): void => {
    page.text(x, y, 17, label, { fill: LABEL });
    if (value) page.text(x, y + 33, 26, value);
  };

function drawFront(random: Random): Sample {
  const person = inventBrazilian(random);
  const fields = {
    name: person.name,
    parents: `${person.father} ${person.mother}`,
    birth: person.birth,
    birthplace: `${person.city} - ${person.state}`,
    agency: `${random.pick(['SSP', 'DETRAN', 'IFP'])}/${person.state}`,
    ...(random.next() < 0.6 ? { bloodType: random.pick(['A+', 'O+', 'AB-', 'B+', 'O-']) } : {}),
    ...(random.next() < 0.5 ? { remarks: random.pick(['DOADOR DE ÓRGÃOS', 'ALÉRGICO A PENICILINA']) } : {}),
  };
  const page = new Page(WIDTH, HEIGHT, '#e6edf3');
  const put = labelled(page);
  const middle = (y: number, size: number, text: string): void =>
    page.text(510, y, size, text, { align: 'middle', font: 'bold', fill: TITLE });
  middle(52, 28, 'REPÚBLICA FEDERATIVA DO BRASIL');
  middle(90, 25, person.stateTitle);
  drawBust(page, random, 50, 130, 260, 340);
  put(350, 140, 'NOME', fields.name);
  page.text(350, 208, 17, 'FILIAÇÃO', { fill: LABEL });
  page.text(350, 241, 26, person.father);
  page.text(350, 277, 26, person.mother);
  put(350, 312, 'DATA DE NASCIMENTO', fields.birth);
  put(640, 312, 'NATURALIDADE', fields.birthplace);
  put(350, 382, 'ÓRGÃO EXPEDIDOR', fields.agency);
  put(640, 382, 'FATOR RH', fields.bloodType);
  put(350, 452, 'OBSERVAÇÃO', fields.remarks);
  page.text(640, 592, 18, 'ASSINATURA DO TITULAR', { align: 'middle', fill: LABEL });
  middle(650, 29, 'CARTEIRA DE IDENTIDADE');
  return { page, fields };
}

function drawBack(random: Random): Sample {
  const person = inventBrazilian(random);
  const fields = {
    cpf: person.cpf,
    ...(random.next() < 0.3 ? { nationalNumber: random.digits(11) } : {}),
    number: `${random.integer(1, 59)}.${random.digits(3)}.${random.digits(3)}${random.pick(['', `-${random.digits(1)}`])}`,
    issueDate: slashed(random.date(2019, 2023)),
    civilRegister: `CERT. NASC. ${random.digits(6)} LV A-${random.digits(3)} FL ${random.digits(3)}`,
  };
  const page = new Page(WIDTH, HEIGHT, '#e6edf3');
  const put = labelled(page);
  page.text(510, 48, 25, 'VÁLIDA EM TODO O TERRITÓRIO NACIONAL', {
    ...{ align: 'middle', font: 'bold', fill: TITLE },
  });
  put(50, 96, 'CPF', fields.cpf);
  put(420, 96, 'DNI', fields.nationalNumber);
  put(50, 170, 'REGISTRO GERAL', fields.number);
  put(420, 170, 'DATA DE EXPEDIÇÃO', fields.issueDate);
  put(50, 244, 'REGISTRO CIVIL', fields.civilRegister);
  put(50, 318, 'T. ELEITOR', random.pick(['', random.digits(12)]));
  put(420, 318, 'CTPS / SÉRIE / UF', '');
  put(50, 392, 'NIS / PIS / PASEP', random.pick(['', random.digits(11)]));
  put(420, 392, 'IDENTIDADE PROFISSIONAL', '');
  put(50, 466, 'CERT. MILITAR', '');
  put(300, 466, 'CNH', '');
  put(420, 466, 'CNS', random.pick(['', random.digits(15)]));
  page.rectangle(790, 120, 180, 230, '#cfd9e2');
  page.text(880, 380, 17, 'POLEGAR DIREITO', { align: 'middle', fill: LABEL });
  page.text(510, 596, 18, 'ASSINATURA DO DIRETOR', { align: 'middle', fill: LABEL });
  page.text(510, 648, 21, 'LEI Nº 7.116 DE 29/08/83', { align: 'middle', font: 'bold', fill: TITLE });
  return { page, fields };
}

/** The identity cards that the states of Brazil issue by decree 9278 of 2018. */
export const brRg2019Front: Sampler = { template: 'br-rg-2019', draw: drawFront };
export const brRg2019Back: Sampler = { template: 'br-rg-2019', draw: drawBack };
