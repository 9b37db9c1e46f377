import { type DrawnPage, Page, type PageOptions } from './page.ts';

/** A page together with what its key fields say. */
export interface DrawnDocument extends DrawnPage {
  readonly fields: Record<string, string>;
}

/** Nobody real: Utopia is the specimen state of ICAO Doc 9303. */
export interface IdDocumentOptions extends PageOptions {
  readonly surname?: string;
  readonly givenNames?: string;
  /** Nine letters and digits. */
  readonly number?: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string;
  readonly expiryDate?: string;
  readonly sex?: 'F' | 'M';
}

/** Check digit of a machine readable zone: weights 7, 3, 1; ICAO Doc 9303 part 3, 4.9. */
export const mrzCheckDigit = (text: string): string => {
  const value = (c: string): number =>
    c === '<' ? 0 : /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 'A'.charCodeAt(0) + 10;
  const sum = [...text].reduce((total, c, i) => total + value(c) * ([7, 3, 1][i % 3] ?? 0), 0);
  return String(sum % 10);
};

/** The three lines of 30 characters of a card-sized document (TD1); ICAO Doc 9303 part 5. */
function machineReadableZone(f: Record<string, string>): string[] {
  const pad = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
  const plain = (name: string): string => name.toUpperCase().replace(/[^A-Z]+/g, '<');
  const day = (date: string): string => date.replaceAll('-', '').slice(2);
  const checked = (text: string): string => text + mrzCheckDigit(text);
  const number = checked(pad(f['number'] ?? '', 9));
  const birth = checked(day(f['birthDate'] ?? ''));
  const expiry = checked(day(f['expiryDate'] ?? ''));
  const optional = pad('', 11);
  const composite = mrzCheckDigit(number + pad('', 15) + birth + expiry + optional);
  return [
    `I<UTO${number}${pad('', 15)}`,
    `${birth}${f['sex']}${expiry}UTO${optional}${composite}`,
    pad(`${plain(f['surname'] ?? '')}<<${plain(f['givenNames'] ?? '')}`, 30),
  ];
}

/** Draws a card-sized identity document of a fictional person, 1000 x 630 before scaling. */
export async function drawIdDocument(options: IdDocumentOptions = {}): Promise<DrawnDocument> {
  const fields: Record<string, string> = {
    surname: options.surname ?? 'ERIKSSON',
    givenNames: options.givenNames ?? 'ANNA MARIA',
    number: options.number ?? 'D23145890',
    birthDate: options.birthDate ?? '1974-08-12',
    expiryDate: options.expiryDate ?? '2032-04-15',
    sex: options.sex ?? 'F',
  };
  const page = new Page(1000, 630, '#e9f0f4');
  page.rectangle(0, 0, 1000, 86, '#2f5d7c');
  page.text(40, 56, 34, 'REPUBLIC OF UTOPIA', { font: 'bold', fill: '#ffffff' });
  page.text(960, 54, 24, 'IDENTITY CARD', { fill: '#ffffff', align: 'right' });
  drawPortrait(page, 40, 120);
  const rows: [string, string][] = [
    ['Surname', fields['surname'] ?? ''],
    ['Given names', fields['givenNames'] ?? ''],
    ['Document number', fields['number'] ?? ''],
    ['Date of birth', fields['birthDate'] ?? ''],
  ];
  rows.forEach(([label, value], i) => {
    page.text(340, 142 + i * 74, 18, label, { fill: '#4d6475' });
    page.text(340, 176 + i * 74, 30, value, { font: 'bold' });
  });
  page.text(720, 290, 18, 'Sex', { fill: '#4d6475' });
  page.text(720, 324, 30, fields['sex'] ?? '', { font: 'bold' });
  page.text(720, 364, 18, 'Date of expiry', { fill: '#4d6475' });
  page.text(720, 398, 30, fields['expiryDate'] ?? '', { font: 'bold' });
  page.rectangle(0, 450, 1000, 180, '#f8fafb');
  const zone = machineReadableZone(fields);
  zone.forEach((line, i) => page.text(80, 502 + i * 50, 38, line, { font: 'mono' }));
  return { ...(await page.render(options)), fields: { ...fields, mrz: zone.join('\n') } };
}

/** A box with head and shoulders in it, where a photo would be. */
function drawPortrait(page: Page, x: number, y: number): void {
  const ellipse = (cx: number, cy: number, rx: number, ry: number): [number, number][] =>
    Array.from({ length: 48 }, (_, i) => {
      const angle = (i / 48) * 2 * Math.PI;
      return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
    });
  page.rectangle(x, y, 250, 310, '#c3d2dc');
  page.polygon(
    ellipse(x + 125, y + 330, 112, 120).map(([px, py]) => [px, Math.min(py, y + 310)]),
    '#5f7686',
  );
  page.polygon(ellipse(x + 125, y + 138, 66, 86), '#8fa2ae');
}

/** Draws a shop's receipt, 640 x 1180 before scaling. */
export async function drawReceipt(options: PageOptions = {}): Promise<DrawnDocument> {
  const page = new Page(640, 1180, '#fbfbfa');
  const middle = (y: number, size: number, line: string): void =>
    page.text(320, y, size, line, { font: 'mono', align: 'middle' });
  middle(80, 34, 'CORNER BOOKSHOP');
  middle(120, 22, '12 Harbour Street, Utopia');
  middle(152, 22, 'Tel 555 0142 8831');
  page.text(40, 220, 22, 'Invoice 20419-77', { font: 'mono' });
  page.text(40, 254, 22, 'Date 15/03/2031 14:52', { font: 'mono' });
  page.rectangle(40, 276, 560, 2, '#333333');
  const items: [string, string][] = [
    ['2 Pencil HB', '3.20'],
    ['1 Atlas of the North', '48.90'],
    ['4 Exercise book A5', '11.60'],
    ['1 Fountain pen blue', '26.00'],
    ['3 Envelope C4', '1.35'],
    ['1 Wall calendar 2032', '14.75'],
    ['2 Paper glue 40 g', '5.98'],
    ['1 Desk lamp', '39.50'],
  ];
  items.forEach(([name, price], i) => {
    page.text(40, 330 + i * 58, 24, name, { font: 'mono' });
    page.text(600, 330 + i * 58, 24, price, { font: 'mono', align: 'right' });
  });
  page.rectangle(40, 772, 560, 2, '#333333');
  const sums: [string, string][] = [
    ['Subtotal', '151.28'],
    ['Tax 8 %', '12.10'],
    ['TOTAL', '163.38'],
    ['Cash', '200.00'],
    ['Change', '36.62'],
  ];
  sums.forEach(([name, amount], i) => {
    page.text(40, 824 + i * 48, 26, name, { font: 'mono' });
    page.text(600, 824 + i * 48, 26, amount, { font: 'mono', align: 'right' });
  });
  middle(1100, 22, 'Thank you, please come again');
  const fields = { company: 'CORNER BOOKSHOP', date: '15/03/2031', total: '163.38' };
  return { ...(await page.render(options)), fields };
}

/** Draws a letter of running text, 1240 x 1754 before scaling: A4 at 150 dots per inch. */
export async function drawLetter(options: PageOptions = {}): Promise<DrawnDocument> {
  const page = new Page(1240, 1754, '#ffffff');
  const lines = [
    'Harbour Authority of Utopia',
    'Registry Office',
    '',
    '4 March 2031',
    '',
    'Dear Madam,',
    '',
    'thank you for your letter of last week. We have looked at the mooring',
    'that you asked about, and we are glad to say that it will be free from',
    'the first of May. The yearly fee is 480 crowns, to be paid before the',
    'end of April; boats longer than nine metres pay 35 crowns for each',
    'metre more.',
    '',
    'Please bring the papers of the boat when you come to sign. The office',
    'is open from Monday to Thursday, between eight and half past three,',
    'and the ferry from the old town leaves every twenty minutes.',
    '',
    'Yours sincerely,',
    'Johanna Lindqvist',
  ];
  lines.forEach((line, i) => {
    if (line) page.text(150, 220 + i * 46, 26, line, { font: 'serif' });
  });
  const fields = { date: '4 March 2031', sender: 'Johanna Lindqvist' };
  return { ...(await page.render(options)), fields };
}
