import sharp from 'sharp';
import { type FontName, outlineOf } from './fonts.ts';
import type { Random } from './random.ts';

export type PlateKind =
  | 'ordinary'
  | 'large'
  | 'two-row'
  | 'new-energy'
  | 'new-energy-large'
  | 'police'
  | 'trainee'
  | 'cross-border'
  | 'embassy';

/** A licence plate that nobody has, as a PNG picture. */
export interface DrawnPlate {
  readonly kind: PlateKind;
  readonly number: string;
  /** As the API names it. */
  readonly colour: string;
  readonly image: Buffer;
  readonly width: number;
  readonly height: number;
}

const PROVINCES = [...'京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'];
const LETTERS = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];
/** Pixels of a millimetre: GA 36 measures plates of 440 by 140, or 480 by 140, or 440 by 220. */
const MM = 1.5;

interface Look {
  readonly colour: string;
  readonly ground: string;
  readonly text: string;
  readonly width?: number;
  readonly height?: number;
  /** Ink of the last character, where it differs. */
  readonly last?: string;
}

const fade =
  '<linearGradient id="g" x2="0" y2="1"><stop stop-color="#eef7ee"/><stop offset="1" stop-color="#3fb95c"/></linearGradient>';

const looks: Readonly<Record<PlateKind, Look>> = {
  ordinary: { colour: '蓝', ground: '#1546b0', text: '#f4f6fa' },
  large: { colour: '黄', ground: '#f0b414', text: '#141414' },
  'two-row': { colour: '黄', ground: '#f0b414', text: '#141414', height: 220 },
  'new-energy': { colour: '绿', ground: 'url(#g)', text: '#141414', width: 480 },
  'new-energy-large': { colour: '黄绿', ground: '#46bd62', text: '#141414', width: 480 },
  police: { colour: '白', ground: '#f2f3f2', text: '#141414', last: '#c8202a' },
  trainee: { colour: '黄', ground: '#f0b414', text: '#141414' },
  'cross-border': { colour: '黑', ground: '#15161a', text: '#f4f6fa' },
  embassy: { colour: '黑', ground: '#15161a', text: '#f4f6fa' },
};

const either = (random: Random, letters: number): string => {
  const places = Array.from({ length: 5 }, () => String(random.integer(0, 9)));
  for (let i = 0; i < letters; i++) places[random.integer(0, 4)] = random.pick(LETTERS);
  return places.join('');
};

function numberOf(random: Random, kind: PlateKind): string {
  const office = random.pick(PROVINCES) + random.pick(LETTERS);
  const some = either(random, random.integer(0, 2));
  if (kind === 'new-energy') return office + random.pick([...'ADF']) + some[0] + random.digits(4);
  if (kind === 'new-energy-large') return `${office}${random.digits(5)}${random.pick([...'DF'])}`;
  if (kind === 'police') return `${office}${some.slice(0, 4)}警`;
  if (kind === 'trainee') return `${office}${some.slice(0, 4)}学`;
  if (kind === 'cross-border') return `粤Z${some.slice(0, 4)}${random.pick(['港', '澳'])}`;
  if (kind === 'embassy') return `使${random.digits(6)}`;
  return office + some;
}

/** A character squeezed into a box of which (x, y) is the top left corner, all in millimetres. */
function boxed(character: string, x: number, y: number, width: number, height: number, fill: string): string {
  const font: FontName = /\p{Script=Han}/u.test(character) ? 'chinese-bold' : 'bold';
  const size = 100;
  const path = outlineOf(font, character, 0, 0, size);
  const box = path.getBoundingBox();
  const lean = character === '1' ? 0.5 : 1;
  const [sx, sy] = [(lean * width) / (box.x2 - box.x1), height / (box.y2 - box.y1)];
  const left = x + ((1 - lean) * width) / 2;
  const matrix = [sx, 0, 0, sy, left - sx * box.x1, y - sy * box.y1].map((value) => value.toFixed(4));
  return `<path fill="${fill}" transform="matrix(${matrix.join(' ')})" d="${path.toPathData(2)}"/>`;
}

/** Draws a plate: characters of 45 by 90 mm at the places of GA 36. */
export async function drawPlate(random: Random, kind: PlateKind): Promise<DrawnPlate> {
  const number = numberOf(random, kind);
  const { colour, ground, text, last, width = 440, height = 140 } = looks[kind];
  const characters = [...number];
  const shapes = characters.map((character, i) => {
    const fill = i === characters.length - 1 ? (last ?? text) : text;
    if (kind === 'two-row') return twoRows(character, i, fill);
    const pitch = characters.length === 8 ? 55 : 57;
    const size = characters.length === 8 ? 43 : 45;
    // The dot between office and number takes 22 mm.
    return boxed(character, 15.5 + i * pitch + (i > 1 ? 16 : 0), 25, size, 90, fill);
  });
  const dot = kind === 'two-row' ? [220, 45] : [characters.length === 8 ? 120 : 131, 70];
  const [w, h] = [Math.round(width * MM), Math.round(height * MM)];
  const stripe = colour === '黄绿' ? `<rect width="118" height="${height}" fill="#f0b414"/>` : '';
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${width} ${height}"><defs>${fade}</defs>` +
    `<rect width="${width}" height="${height}" rx="10" fill="${ground}"/>${stripe}` +
    `<rect x="5" y="5" width="${width - 10}" height="${height - 10}" rx="7" fill="none" stroke="${text}" stroke-width="2.5"/>` +
    `<circle cx="${dot[0]}" cy="${dot[1]}" r="5" fill="${text}"/>${shapes.join('')}</svg>`;
  const image = await sharp(Buffer.from(svg)).flatten({ background: '#2a2c30' }).png().toBuffer();
  return { kind, number, colour, image, width: w, height: h };
}

/** A rear plate of large vehicles: the office in the upper row, five larger characters below. */
const twoRows = (character: string, i: number, fill: string): string =>
  i < 2
    ? boxed(character, 110 + i * 140, 15, 80, 60, fill)
    : boxed(character, 27.5 + (i - 2) * 80, 90, 65, 110, fill);

/** The back of a car with a plate on it, 1400 x 1050, as a PNG picture; `share`: the plate's share of its width. */
export async function drawCar(random: Random, plate: DrawnPlate, share: number): Promise<Buffer> {
  const [width, height] = [1400, 1050];
  const body = random.pick(['#d9dbdd', '#33363c', '#7c1f24', '#24406b', '#b7bcc0', '#f4f4f2']);
  const w = Math.round(share * width);
  const h = Math.round((w * plate.height) / plate.width);
  const [left, top] = [Math.round((width - w) / 2), Math.round(690 - h / 2)];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#8d9299"/>` +
    `<rect y="840" width="100%" height="210" fill="#55585c"/><path d="M330 120H1070L1190 430H210Z" fill="${body}"/>` +
    `<path d="M380 150H1020L1110 390H290Z" fill="#20262e"/><rect x="130" y="420" width="1140" height="460" rx="60" fill="${body}"/>` +
    `<rect x="150" y="470" width="190" height="110" rx="20" fill="#a51d22"/><rect x="1060" y="470" width="190" height="110" rx="20" fill="#a51d22"/>` +
    `<rect x="${left - 18}" y="${top - 14}" width="${w + 36}" height="${h + 28}" rx="10" fill="#2a2c30"/>` +
    `<rect x="150" y="850" width="1100" height="70" rx="30" fill="#2b2d31"/></svg>`;
  const mounted = await sharp(plate.image).resize(w, h, { fit: 'fill' }).toBuffer();
  return sharp(Buffer.from(svg))
    .composite([{ input: mounted, left, top }])
    .removeAlpha()
    .png({ compressionLevel: 3 })
    .toBuffer();
}
