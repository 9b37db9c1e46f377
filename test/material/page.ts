import type opentype from 'opentype.js';
import sharp from 'sharp';
import { advanceOf, type FontName, outlineOf } from './fonts.ts';

/** What happens to a drawn page on its way to the reader. */
export interface PageOptions {
  /** Turns the whole image clockwise, degrees. */
  readonly rotate?: 0 | 90 | 180 | 270;
  /** Lays the paper down tilted, degrees clockwise. */
  readonly tilt?: number;
  /** Narrows the paper's top edge by this share of its width, as a photo taken from below does. */
  readonly perspective?: number;
  /** Standard deviation of the sensor's noise, grey levels. */
  readonly noise?: number;
  /** Standard deviation of the blur, pixels. */
  readonly blur?: number;
  /** Multiplies the size of everything. */
  readonly scale?: number;
  readonly format?: 'png' | 'jpeg';
  /** JPEG quality, 1..100. */
  readonly quality?: number;
}

export interface DrawnWord {
  readonly text: string;
  /** Top-left, top-right, bottom-right, bottom-left of the ink, pixels of the finished image. */
  readonly quad: readonly { x: number; y: number }[];
}

export interface DrawnPage {
  readonly image: Buffer;
  readonly width: number;
  readonly height: number;
  /** Every printed line in reading order. */
  readonly lines: string[];
  readonly words: DrawnWord[];
}

type Map2d = (x: number, y: number) => { x: number; y: number };

const pathData = (commands: readonly opentype.PathCommand[], map: Map2d): string =>
  commands
    .map((c) => {
      if (c.type === 'Z') return 'Z';
      const points = [
        ...('x1' in c ? [map(c.x1, c.y1)] : []),
        ...('x2' in c ? [map(c.x2, c.y2)] : []),
        map(c.x, c.y),
      ];
      return c.type + points.map((p) => `${p.x.toFixed(2)} ${p.y.toFixed(2)}`).join(' ');
    })
    .join('');

/** A command of an outline, turned by a right angle around (x, y): what ran right runs up. */
const turnedUp = <C extends opentype.PathCommand>(command: C, x: number, y: number): C => {
  const turned: Record<string, number> = {};
  for (const end of ['', '1', '2'])
    if (`x${end}` in command) {
      const [px, py] = [`x${end}`, `y${end}`].map((name) => Number(Reflect.get(command, name)));
      turned[`x${end}`] = x + (py ?? 0) - y;
      turned[`y${end}`] = y - (px ?? 0) + x;
    }
  return { ...command, ...turned };
};

/** A sheet of paper that text is set on as outlines: the same pixels on every machine, no system fonts. */
export class Page {
  readonly #width: number;
  readonly #height: number;
  readonly #paper: string;
  readonly #shapes: { commands: readonly opentype.PathCommand[]; fill: string }[] = [];
  readonly #lines: string[] = [];
  readonly #words: { text: string; x0: number; y0: number; x1: number; y1: number }[] = [];

  constructor(width: number, height: number, paper = '#fdfcf7') {
    this.#width = width;
    this.#height = height;
    this.#paper = paper;
  }

  /**
   * Sets one line with its baseline at `y`; `x` is its left edge, or its right edge or middle as `align` says. `upward`: it
   * begins there and runs up the page.
   */
  text(
    x: number,
    y: number,
    size: number,
    line: string,
    options: {
      font?: FontName;
      fill?: string;
      align?: 'left' | 'right' | 'middle';
      upward?: boolean;
    } = {},
  ): void {
    const font = options.font ?? 'sans';
    const advance = (part: string): number => advanceOf(font, part, size);
    const align = options.align ?? 'left';
    const left = x - (align === 'left' ? 0 : align === 'right' ? advance(line) : advance(line) / 2);
    for (const match of line.matchAll(/\S+/g)) {
      const path = outlineOf(font, match[0], left + advance(line.slice(0, match.index)), y, size);
      if (options.upward) path.commands = path.commands.map((command) => turnedUp(command, x, y));
      const box = path.getBoundingBox();
      this.#shapes.push({ commands: path.commands, fill: options.fill ?? '#1c1c1c' });
      this.#words.push({ text: match[0], x0: box.x1, y0: box.y1, x1: box.x2, y1: box.y2 });
    }
    this.#lines.push(line);
  }

  polygon(points: readonly (readonly [number, number])[], fill: string): void {
    const commands: opentype.PathCommand[] = points.map(([x, y], i) => ({ type: i === 0 ? 'M' : 'L', x, y }));
    this.#shapes.push({ commands: [...commands, { type: 'Z' }], fill });
  }

  rectangle(x: number, y: number, width: number, height: number, fill: string): void {
    this.polygon(
      [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ],
      fill,
    );
  }

  /** Photographs the page. */
  async render(options: PageOptions = {}): Promise<DrawnPage> {
    const { map, width, height } = this.#camera(options);
    const corners = [map(0, 0), map(this.#width, 0), map(this.#width, this.#height), map(0, this.#height)];
    const paper = corners.map((p) => `${p.x.toFixed(2)},${p.y.toFixed(2)}`).join(' ');
    const shapes = this.#shapes.map((s) => `<path fill="${s.fill}" d="${pathData(s.commands, map)}"/>`);
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<rect width="100%" height="100%" fill="#8d8f93"/><polygon points="${paper}" fill="${this.#paper}"/>` +
      `${shapes.join('')}</svg>`;
    let picture = sharp(Buffer.from(svg)).removeAlpha();
    if (options.blur) picture = picture.blur(options.blur);
    const { data } = await picture.raw().toBuffer({ resolveWithObject: true });
    addNoise(data, options.noise ?? 0);
    const finished = sharp(data, { raw: { width, height, channels: 3 } });
    const image = await (
      options.format === 'jpeg'
        ? finished.jpeg({ quality: options.quality ?? 90 })
        : finished.png({ compressionLevel: 3 })
    ).toBuffer();
    const words = this.#words.map((w) => ({
      text: w.text,
      quad: [map(w.x0, w.y0), map(w.x1, w.y0), map(w.x1, w.y1), map(w.x0, w.y1)],
    }));
    return { image, width, height, lines: [...this.#lines], words };
  }

  /** From page coordinates to those of the image, and the image's size. */
  #camera(options: PageOptions): { map: Map2d; width: number; height: number } {
    const scale = options.scale ?? 1;
    const tilt = ((options.tilt ?? 0) * Math.PI) / 180;
    const narrow = options.perspective ?? 0;
    const [w, h] = [this.#width, this.#height];
    const margin = tilt || narrow ? 0.04 * Math.max(w, h) : 0;
    const [boxWidth, boxHeight] = [
      w * Math.abs(Math.cos(tilt)) + h * Math.abs(Math.sin(tilt)) + 2 * margin,
      w * Math.abs(Math.sin(tilt)) + h * Math.abs(Math.cos(tilt)) + 2 * margin,
    ];
    const quarter = (options.rotate ?? 0) / 90;
    const [uprightWidth, uprightHeight] = [Math.round(boxWidth * scale), Math.round(boxHeight * scale)];
    const map: Map2d = (pageX, pageY) => {
      // A pinhole camera before a sheet that leans back from its bottom edge: a true homography.
      const depth = 1 + (narrow / (1 - narrow)) * (1 - pageY / h);
      const [u, v] = [(pageX - w / 2) / depth, (pageY - h) / depth + h / 2];
      const x = (boxWidth / 2 + u * Math.cos(tilt) - v * Math.sin(tilt)) * scale;
      const y = (boxHeight / 2 + u * Math.sin(tilt) + v * Math.cos(tilt)) * scale;
      if (quarter === 1) return { x: uprightHeight - y, y: x };
      if (quarter === 2) return { x: uprightWidth - x, y: uprightHeight - y };
      if (quarter === 3) return { x: y, y: uprightWidth - x };
      return { x, y };
    };
    return quarter % 2 === 0
      ? { map, width: uprightWidth, height: uprightHeight }
      : { map, width: uprightHeight, height: uprightWidth };
  }
}

/** Adds Gaussian noise, the same on every run. */
function addNoise(pixels: Uint8Array, deviation: number): void {
  if (deviation === 0) return;
  let state = 0x2545f491;
  const uniform = (): number => {
    // Signed: such a number needs no memory of its own.
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < pixels.length; i++) {
    const gauss = uniform() + uniform() + uniform() + uniform() - 2; // variance 1/3
    pixels[i] = Math.max(0, Math.min(255, Math.round((pixels[i] ?? 0) + gauss * Math.sqrt(3) * deviation)));
  }
}
