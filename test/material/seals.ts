import sharp from 'sharp';
import { advanceOf, type FontName, outlineOf } from './fonts.ts';
import type { Random } from './random.ts';

export type SealKind = 'round' | 'oval' | 'square' | 'rectangle';

/** The impression of a seal of nobody real: how much ink lies where, and what it says. */
export interface DrawnSeal {
  readonly kind: SealKind;
  readonly body: string;
  /** What else stands on it: the line in its middle, its number. */
  readonly others: readonly string[];
  /** PNG, grey: 255 where there is most ink. */
  readonly coverage: Buffer;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of a millimetre. */
const MM = 6;
/** Around the impression, pixels. */
const MARGIN = 6;

const CITIES = ['桃花源市', '乌有市', '子虚市', '大观市', '灵台山市', '南柯市'];
const NAMES = ['青禾', '远帆', '星河', '明烛', '松岚', '白露', '长风', '云起', '清和', '百川'];
const TRADES = [
  '贸易',
  '科技',
  '建筑工程',
  '物流',
  '医疗器械',
  '文化传播',
  '餐饮管理',
  '电子',
  '农业发展',
  '纺织',
];
const FORMS = ['有限公司', '有限责任公司', '股份有限公司'];
const PURPOSES = ['财务专用章', '合同专用章', '业务专用章', '人事专用章', '发票专用章'];
const FAMILIES = [...'王李陈赵林周吴郑许何'];
const GIVEN = ['远', '白', '清禾', '星河', '明烛', '长风', '思源', '雨欣'];
const NOTICES = ['现金收讫', '已审核', '作废', '附件专用章', '银行付讫'];

/** A company that does not exist. */
export const inventedCompany = (random: Random): string =>
  random.pick(CITIES) + random.pick(NAMES) + random.pick(TRADES) + random.pick(FORMS);

/** Moves the outline of one character, set at the origin, to its place. */
type Matrix = readonly [number, number, number, number, number, number];

const shape = (d: string, [a, b, c, e, f, g]: Matrix = [1, 0, 0, 1, 0, 0]): string =>
  `<path transform="matrix(${[a, b, c, e, f, g].map((v) => v.toFixed(4)).join(' ')})" d="${d}"/>`;

/** One character in a box of `width` by `height` around the origin, as an outline. */
function boxed(font: FontName, character: string, width: number, height: number): string {
  const size = 100;
  const path = outlineOf(font, character, -advanceOf(font, character, size) / 2, 38, size);
  const narrow = width / Math.max(1, advanceOf(font, character, size));
  return shape(path.toPathData(2), [narrow, 0, 0, height / size, 0, 0]);
}

interface Ring {
  readonly a: number;
  readonly b: number;
}

/** The characters of a text around an ellipse; `from` and `to`: angles clockwise from the top, radians. Heads outwards unless `inwards`. */
function along(
  font: FontName,
  text: string,
  ring: Ring,
  [from, to]: readonly [number, number],
  [width, height]: readonly [number, number],
  inwards = false,
): string {
  const characters = [...text];
  const arc = arcLengths(ring, from, to);
  return characters
    .map((character, i) => {
      const share = characters.length === 1 ? 0.5 : i / (characters.length - 1);
      const angle = arc(share);
      const [x, y] = [ring.a * Math.sin(angle), -ring.b * Math.cos(angle)];
      const turn = Math.atan2(Math.sin(angle) / ring.a, Math.cos(angle) / ring.b) + (inwards ? Math.PI : 0);
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      return `<g transform="matrix(${[cos, sin, -sin, cos, x, y].map((v) => v.toFixed(4)).join(' ')})">${boxed(font, character, width, height)}</g>`;
    })
    .join('');
}

/** The angle at a share of the way along an ellipse. */
function arcLengths({ a, b }: Ring, from: number, to: number): (share: number) => number {
  const steps = 400;
  const sums = [0];
  for (let i = 1; i <= steps; i++) {
    const angle = from + ((to - from) * (i - 0.5)) / steps;
    sums.push((sums.at(-1) ?? 0) + Math.hypot(a * Math.cos(angle), b * Math.sin(angle)));
  }
  return (share) => {
    const at = sums.findIndex((sum) => sum >= share * (sums.at(-1) ?? 0));
    return from + ((to - from) * Math.max(0, at)) / steps;
  };
}

/** A level line of text with its middle at (0, y). */
function level(font: FontName, text: string, y: number, size: number, narrow = 1): string {
  const path = outlineOf(font, text, -advanceOf(font, text, size) / 2, 0.38 * size, size);
  return shape(path.toPathData(2), [narrow, 0, 0, 1, 0, y]);
}

const star = (radius: number, y: number): string =>
  `<polygon points="${Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 ? radius * 0.382 : radius;
    return `${(r * Math.sin((i * Math.PI) / 5)).toFixed(2)},${(y - r * Math.cos((i * Math.PI) / 5)).toFixed(2)}`;
  }).join(' ')}"/>`;

const ringOf = (a: number, b: number, thick: number): string =>
  `<ellipse rx="${a - thick / 2}" ry="${b - thick / 2}" fill="none" stroke="#fff" stroke-width="${thick}"/>`;

interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly body: string;
  readonly others: readonly string[];
}

/** A company's seal, 42 mm (a state rule of 1999 gives companies 40 to 42 mm): name above, star, purpose, number. */
function round(random: Random): Drawing {
  const body = inventedCompany(random);
  const purpose = random.next() < 0.6 ? random.pick(PURPOSES) : '';
  const number = random.next() < 0.6 ? random.digits(13) : '';
  const radius = 21 * MM;
  const reach = Math.min(purpose ? 1.95 : 2.3, 0.155 * [...body].length + 0.25);
  const font = random.pick(['chinese', 'chinese-bold'] as const);
  const height = random.integer(54, 64) / 10;
  const width = Math.min(0.8 * height, (2 * reach * 17 * 0.88) / [...body].length);
  const parts = [
    ringOf(radius, radius, MM * 1.1),
    along(font, body, { a: 16.6 * MM, b: 16.6 * MM }, [-reach, reach], [width * MM, height * MM]),
    star(6 * MM, purpose ? -0.5 * MM : 0),
    purpose ? level(font, purpose, 10 * MM, 3.7 * MM) : '',
    number
      ? along(
          'sans',
          number,
          { a: 18.2 * MM, b: 18.2 * MM },
          [Math.PI + 0.47, Math.PI - 0.47],
          [1.15 * MM, 2 * MM],
          true,
        )
      : '',
  ];
  const others = [purpose, number].filter(Boolean);
  return { svg: parts.join(''), width: 2 * radius, height: 2 * radius, body, others };
}

/** An invoice seal, 40 by 30 mm: name above, tax number across, purpose below. */
function oval(random: Random): Drawing {
  const body = inventedCompany(random);
  const [a, b] = [20 * MM, 15 * MM];
  const taxNumber = `91${random.digits(6)}MA${random.digits(7)}${random.pick(['X', 'K', '5', '0'])}`;
  const reach = Math.min(1.62, 0.1 * [...body].length + 0.3);
  const font = random.pick(['chinese', 'chinese-bold'] as const);
  const ring = { a: a - 3.9 * MM, b: b - 3.9 * MM };
  const width = Math.min(3.2, (18.5 * reach * 0.9) / [...body].length);
  const parts = [
    ringOf(a, b, MM),
    along(font, body, ring, [-reach, reach], [width * MM, 4.3 * MM]),
    level('sans', taxNumber, 1.4 * MM, 2.6 * MM, 0.78),
    level(font, '发票专用章', 8.8 * MM, 3.9 * MM),
  ];
  return { svg: parts.join(''), width: 2 * a, height: 2 * b, body, others: [taxNumber, '发票专用章'] };
}

/** A person's seal, 20 mm: two columns of two characters, the right one first. */
function square(random: Random): Drawing {
  const name = random.pick(FAMILIES) + random.pick(GIVEN);
  const body = name.length === 2 ? `${name}之印` : `${name}印`;
  const side = 20 * MM;
  const font = random.pick(['chinese', 'chinese-bold'] as const);
  const places = [[1, -1], [1, 1], [-1, -1], [-1, 1]] as const; // prettier-ignore
  const characters = [...body].map((character, i) => {
    const [x, y] = places[i] ?? [0, 0];
    return `<g transform="translate(${x * 4.3 * MM} ${y * 4.3 * MM})">${boxed(font, character, 7.6 * MM, 8 * MM)}</g>`;
  });
  return {
    svg: frame(side, side, 1.1 * MM) + characters.join(''),
    width: side,
    height: side,
    body,
    others: [],
  };
}

/** A stamp with a frame: one line, or a company's name above a purpose. */
function rectangle(random: Random): Drawing {
  const font = random.pick(['chinese', 'chinese-bold'] as const);
  if (random.next() < 0.5) {
    const body = random.pick(NOTICES);
    const [width, height] = [([...body].length * 7 + 5) * MM, 12 * MM];
    return { svg: frame(width, height, MM) + level(font, body, 0, 7 * MM), width, height, body, others: [] };
  }
  const [body, purpose] = [inventedCompany(random), random.pick(PURPOSES)];
  const [width, height] = [([...body].length * 3.8 + 4) * MM, 14 * MM];
  const svg =
    frame(width, height, 0.8 * MM) +
    level(font, body, -2.8 * MM, 3.8 * MM) +
    level(font, purpose, 3 * MM, 4.2 * MM);
  return { svg, width, height, body, others: [purpose] };
}

const frame = (width: number, height: number, thick: number): string =>
  `<rect x="${(thick - width) / 2}" y="${(thick - height) / 2}" width="${width - thick}" height="${height - thick}" fill="none" stroke="#fff" stroke-width="${thick}"/>`;

const drawers: Readonly<Record<SealKind, (random: Random) => Drawing>> = { round, oval, square, rectangle };

/** Draws a seal and presses it on: `wear` 0..1 is how uneven its ink lies; `turn`: degrees clockwise. */
export async function drawSeal(
  random: Random,
  kind: SealKind,
  { wear = 0, turn = 0 }: { wear?: number; turn?: number } = {},
): Promise<DrawnSeal> {
  const drawing = drawers[kind](random);
  const [cos, sin] = [Math.abs(Math.cos((turn * Math.PI) / 180)), Math.abs(Math.sin((turn * Math.PI) / 180))];
  const width = Math.ceil(drawing.width * cos + drawing.height * sin) + 2 * MARGIN;
  const height = Math.ceil(drawing.width * sin + drawing.height * cos) + 2 * MARGIN;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#000"/>` +
    `<g fill="#fff" transform="translate(${width / 2} ${height / 2}) rotate(${turn})">${drawing.svg}</g></svg>`;
  const inked = await sharp(Buffer.from(svg)).removeAlpha().greyscale().blur(0.6).raw().toBuffer();
  const uneven = await unevenness(random, width, height, wear);
  const data = inked.map((value, i) => value * (uneven[i] ?? 1));
  const coverage = await sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  return { kind, body: drawing.body, others: drawing.others, coverage, width, height };
}

/** How much of the ink reaches the paper at each pixel, 0..1: broad patches and fine grain. */
async function unevenness(
  random: Random,
  width: number,
  height: number,
  wear: number,
): Promise<Float32Array> {
  const layer = async (pitch: number): Promise<Buffer> => {
    const [w, h] = [Math.ceil(width / pitch) + 1, Math.ceil(height / pitch) + 1];
    const grid = Uint8Array.from({ length: w * h }, () => 255 * random.next());
    return sharp(grid, { raw: { width: w, height: h, channels: 1 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .greyscale()
      .raw()
      .toBuffer();
  };
  const [broad, fine] = [await layer(48), await layer(3)];
  return Float32Array.from(broad, (value, i) => {
    const patch = wear * (0.9 - value / 255) * 1.1;
    const grain = wear * (1 - (fine[i] ?? 0) / 255) * 0.7;
    return Math.max(0, 0.94 - Math.max(0, patch) - grain);
  });
}

/** Inks of stamp pads. */
export const INKS = {
  red: [214, 38, 44],
  dark: [176, 28, 40],
  orange: [222, 66, 40],
  blue: [40, 62, 170],
} as const;

/** Presses a seal onto a picture with its top left corner at (x, y): ink lets what is printed beneath show through. */
export async function pressSeal(
  paper: Buffer,
  seal: DrawnSeal,
  [left, top]: readonly [number, number],
  ink: readonly [number, number, number] = INKS.red,
): Promise<Buffer> {
  const { data, info } = await sharp(paper).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const coverage = await sharp(seal.coverage).greyscale().raw().toBuffer();
  for (let y = Math.max(0, -top); y < Math.min(seal.height, info.height - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(seal.width, info.width - left); x++) {
      const share = (coverage[y * seal.width + x] ?? 0) / 255;
      const at = ((y + top) * info.width + x + left) * 3;
      ink.forEach((value, k) => {
        data[at + k] = (data[at + k] ?? 0) * (1 - share * (1 - value / 255));
      });
    }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
}
