import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventLicence, type Licence } from './br-cnh.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#4f5c50';
const TITLE = '#3c5a48';

const [WIDTH, HEIGHT] = [850, 600];

const labelled =
  (page: Page) =>
  (x: number, y: number, label: string, value: string | undefined): void => {
    page.text(x, y, 15, label, { fill: LABEL });
    if (value) page.text(x, y + 31, 25, value);
  };

const only = (fields: Licence, names: readonly (keyof Licence)[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));

function drawUpper(random: Random): Sample {
  const { person, fields } = inventLicence(random);
  const page = new Page(WIDTH, HEIGHT, '#e9efe4');
  const put = labelled(page);
  page.text(40, 40, 20, 'REPÚBLICA FEDERATIVA DO BRASIL', { font: 'bold', fill: TITLE });
  page.text(40, 66, 17, 'MINISTÉRIO DOS TRANSPORTES', { fill: TITLE });
  page.text(40, 90, 17, 'SECRETARIA NACIONAL DE TRÂNSITO', { fill: TITLE });
  page.text(40, 122, 20, 'CARTEIRA NACIONAL DE HABILITAÇÃO / DRIVER LICENSE', { font: 'bold', fill: TITLE });
  put(40, 158, '2 e 1 NOME E SOBRENOME', fields.name);
  put(650, 158, '1ª HABILITAÇÃO', fields.firstLicence);
  drawBust(page, random, 40, 210, 210, 270);
  put(280, 224, '3 DATA, LOCAL E UF DE NASCIMENTO', `${fields.birth}, ${person.city}, ${person.state}`);
  put(280, 288, '4a DATA EMISSÃO', fields.issueDate);
  put(480, 288, '4b VALIDADE', fields.expiry);
  put(690, 288, 'ACC', '');
  put(280, 352, '4c DOC IDENTIDADE / ÓRG EMISSOR / UF', fields.identityDocument);
  put(280, 416, '4d CPF', fields.cpf);
  put(520, 416, '5 Nº REGISTRO', fields.number);
  put(740, 416, '9 CAT HAB', fields.category);
  put(280, 480, 'NACIONALIDADE', 'BRASILEIRO(A)');
  page.text(150, 505, 14, '7 ASSINATURA DO PORTADOR', { align: 'middle', fill: LABEL });
  page.text(40, 538, 15, 'FILIAÇÃO', { fill: LABEL });
  page.text(150, 546, 22, person.father);
  page.text(150, 580, 22, person.mother);
  return {
    page,
    fields: only(fields, [
      ...(['name', 'firstLicence', 'birth', 'issueDate', 'expiry', 'identityDocument'] as const),
      ...(['cpf', 'number', 'category', 'parents'] as const),
    ]),
  };
}

const CATEGORIES: readonly (readonly string[])[] = [
  ['ACC', 'A', 'A1', 'B', 'B1', 'C', 'C1'],
  ['D', 'D1', 'BE', 'CE', 'C1E', 'DE', 'D1E'],
];

function drawLower(random: Random): Sample {
  const { fields } = inventLicence(random);
  const page = new Page(WIDTH, HEIGHT, '#e9efe4');
  const put = labelled(page);
  CATEGORIES.forEach((column, i) => {
    page.text(150 + i * 400, 40, 14, '10', { fill: LABEL });
    column.forEach((name, row) => {
      page.text(60 + i * 400, 72 + row * 31, 18, name, { font: 'bold', fill: LABEL });
      if (fields.category.includes(name)) page.text(150 + i * 400, 72 + row * 31, 18, fields.expiry);
    });
  });
  put(40, 322, '12 OBSERVAÇÕES', fields.remarks);
  put(40, 450, 'LOCAL', fields.place);
  page.text(40, 520, 15, 'ASSINADO DIGITALMENTE', { fill: LABEL });
  page.text(40, 544, 15, 'DEPARTAMENTO ESTADUAL DE TRÂNSITO', { fill: LABEL });
  page.text(560, 490, 24, random.digits(11));
  page.text(560, 524, 24, fields.recordNumber);
  return { page, fields: only(fields, ['remarks', 'place', 'recordNumber']) };
}

/** The two halves of a driving licence of Brazil as issued since 2022. */
export const brCnh2022: Sampler = { template: 'br-cnh-2022', draw: drawUpper };
export const brCnh2022Lower: Sampler = { template: 'br-cnh-2022', draw: drawLower };
