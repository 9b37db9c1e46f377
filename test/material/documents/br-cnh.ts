import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventBrazilian, inventCnh, slashed } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#5c5048';
const TITLE = '#3c5a48';

const REMARKS = ['EAR', 'A', 'A; EAR', 'D; E; 99'];

/** What a licence of nobody real says. */
export function inventLicence(random: Random) {
  const person = inventBrazilian(random);
  const issued = random.date(2008, 2021);
  const [year, day] = [Number(issued.slice(0, 4)), issued.slice(4)];
  const fields = {
    name: person.name,
    identityDocument: `${random.digits(random.pick([7, 8, 9]))} ${random.pick(['SSP', 'SESP', 'DETRAN'])} ${person.state}`,
    cpf: person.cpf,
    birth: person.birth,
    parents: `${person.father} ${person.mother}`,
    category: random.pick(['A', 'B', 'AB', 'AD', 'C', 'E']),
    number: inventCnh(random),
    expiry: slashed(`${year + 5}${day}`),
    firstLicence: slashed(`${year - random.integer(0, 15)}${day}`),
    formNumber: random.digits(10),
    ...(random.next() < 0.7 ? { remarks: random.pick(REMARKS) } : {}),
    place: `${person.city}, ${person.state}`,
    issueDate: slashed(issued),
    recordNumber: person.state + random.digits(9),
  };
  return { person, fields };
}

export type Licence = ReturnType<typeof inventLicence>['fields'];

const WIDTH = 850;
const LOWER = 720;

const labelled =
  (page: Page) =>
  (x: number, y: number, label: string, value: string | undefined): void => {
    page.text(x, y, 15, label, { fill: LABEL });
    if (value) page.text(x, y + 31, 25, value);
  };

/** From the remarks down; `top`: where it begins on the page. */
function drawLower(page: Page, fields: Licence, random: Random, top: number): void {
  const put = labelled(page);
  put(90, top + 30, 'OBSERVAÇÕES', fields.remarks);
  page.text(450, top + 250, 15, 'ASSINATURA DO PORTADOR', { align: 'middle', fill: LABEL });
  put(90, top + 285, 'LOCAL', fields.place);
  put(560, top + 285, 'DATA EMISSÃO', fields.issueDate);
  page.text(250, top + 380, 15, 'ASSINATURA DO EMISSOR', { align: 'middle', fill: LABEL });
  page.text(560, top + 362, 25, random.digits(11));
  page.text(560, top + 396, 25, fields.recordNumber);
  page.text(450, top + 446, 24, `DETRAN - ${fields.place.slice(-2)}`, {
    align: 'middle',
    font: 'bold',
    fill: TITLE,
  });
}

/** The licence unfolded: both halves on one page. */
function drawWhole(random: Random): Sample {
  const { fields } = inventLicence(random);
  const page = new Page(WIDTH, 1200, '#eee9d9');
  const put = labelled(page);
  const middle = (y: number, size: number, text: string): void =>
    page.text(450, y, size, text, { align: 'middle', font: 'bold', fill: TITLE });
  middle(46, 22, 'REPÚBLICA FEDERATIVA DO BRASIL');
  middle(76, 19, random.pick(['MINISTÉRIO DAS CIDADES', 'MINISTÉRIO DA INFRAESTRUTURA']));
  middle(104, 19, 'DEPARTAMENTO NACIONAL DE TRÂNSITO');
  middle(138, 24, 'CARTEIRA NACIONAL DE HABILITAÇÃO');
  put(90, 176, 'NOME', fields.name);
  drawBust(page, random, 90, 230, 230, 300);
  put(350, 246, 'DOC. IDENTIDADE / ÓRG. EMISSOR / UF', fields.identityDocument);
  put(350, 312, 'CPF', fields.cpf);
  put(600, 312, 'DATA NASCIMENTO', fields.birth);
  page.text(350, 378, 15, 'FILIAÇÃO', { fill: LABEL });
  const { parents } = fields;
  const half = parents.indexOf(' ', parents.length / 2);
  page.text(350, 410, 25, parents.slice(0, half));
  page.text(350, 446, 25, parents.slice(half + 1));
  put(350, 484, 'PERMISSÃO', '');
  put(520, 484, 'ACC', '');
  put(640, 484, 'CAT. HAB.', fields.category);
  put(90, 570, 'Nº REGISTRO', fields.number);
  put(380, 570, 'VALIDADE', fields.expiry);
  put(600, 570, '1ª HABILITAÇÃO', fields.firstLicence);
  page.text(56, 690, 17, 'VÁLIDA EM TODO O TERRITÓRIO NACIONAL', { upward: true, fill: LABEL });
  page.text(56, 250, 28, fields.formNumber, { upward: true, font: 'bold', fill: '#8a3a32' });
  drawLower(page, fields, random, LOWER);
  return { page, fields };
}

/** Its lower half alone. */
function drawHalf(random: Random): Sample {
  const { fields } = inventLicence(random);
  const page = new Page(WIDTH, 480, '#eee9d9');
  drawLower(page, fields, random, 0);
  const { remarks, place, issueDate, recordNumber } = fields;
  return { page, fields: { ...(remarks ? { remarks } : {}), place, issueDate, recordNumber } };
}

/** A driving licence of Brazil as issued until 2022. */
export const brCnh: Sampler = { template: 'br-cnh', draw: drawWhole };
export const brCnhLower: Sampler = { template: 'br-cnh', draw: drawHalf };
