import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { inventBrazilian, slashed } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import { inventBearer, zoneOf } from './passport.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#4a5a66';
const TITLE = '#1f4a5c';

const labelled =
  (page: Page) =>
  (x: number, y: number, label: string, value: string): void => {
    page.text(x, y, 16, label, { fill: LABEL });
    page.text(x, y + 32, 26, value);
  };

function drawFront(random: Random): Sample {
  const person = inventBrazilian(random);
  const fields = {
    name: person.name,
    cpf: person.cpf,
    number: person.cpf,
    sex: person.sex,
    birth: person.birth,
    nationality: 'BRA',
    birthplace: `${person.city}/${person.state}`,
    expiry: slashed(random.date(2032, 2036)),
  };
  const page = new Page(1012, 638, '#e4eff2');
  const put = labelled(page);
  page.text(50, 50, 27, 'REPÚBLICA FEDERATIVA DO BRASIL', { font: 'bold', fill: TITLE });
  page.text(50, 86, 23, person.stateTitle, { fill: TITLE });
  page.text(50, 122, 23, 'CARTEIRA DE IDENTIDADE', { font: 'bold', fill: TITLE });
  drawBust(page, random, 50, 160, 250, 320);
  put(340, 172, 'Nome / Name', fields.name);
  put(340, 244, 'Nome Social / Social Name', '');
  put(340, 300, 'Registro Geral - CPF / Personal Number', fields.cpf);
  put(780, 300, 'Sexo / Sex', fields.sex);
  put(340, 372, 'Data de Nascimento / Date of Birth', fields.birth);
  put(690, 372, 'Nacionalidade / Nationality', fields.nationality);
  put(340, 444, 'Naturalidade / Place of Birth', fields.birthplace);
  put(690, 444, 'Data de Validade / Date of Expiry', fields.expiry);
  page.text(500, 600, 16, 'Assinatura do Titular / Cardholder Signature', { align: 'middle', fill: LABEL });
  return { page, fields };
}

function drawBack(random: Random): Sample {
  const person = inventBrazilian(random);
  const fields = {
    parents: `${person.father} ${person.mother}`,
    agency: `SSP/${person.state}`,
    issuePlace: `${person.city}/${person.state}`,
    issueDate: slashed(random.date(2022, 2026)),
    ...(random.next() < 0.5 ? { bloodType: random.pick(['A+', 'O-', 'AB+']) } : {}),
  };
  const page = new Page(1012, 638, '#e4eff2');
  const put = labelled(page);
  page.text(50, 56, 16, 'Filiação / Filiation', { fill: LABEL });
  page.text(50, 90, 26, person.father);
  page.text(50, 126, 26, person.mother);
  put(50, 172, 'Órgão Expedidor / Card Issuer', fields.agency);
  if (fields.bloodType) put(420, 172, 'Fator RH / Blood Type', fields.bloodType);
  put(50, 246, 'Local / Place of Issue', fields.issuePlace);
  put(420, 246, 'Data de Emissão / Issue Date', fields.issueDate);
  page.rectangle(740, 60, 220, 220, '#22343c');
  const bearer = { ...inventBearer(random), state: 'BRA', nationality: 'BRA', sex: person.sex };
  zoneOf('TD1', bearer).forEach((line, i) => page.text(50, 470 + i * 54, 40, line, { font: 'ocr-b' }));
  return { page, fields };
}

/** The national identity card of Brazil, since 2022: its number is the taxpayer's. */
export const brCinFront: Sampler = { template: 'br-cin', draw: drawFront };
export const brCinBack: Sampler = { template: 'br-cin', draw: drawBack };
