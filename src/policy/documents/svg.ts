/** Plain SVG, written by hand: boxes with lines of text, and arrows. All lengths are in pixels. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of text; `style` is the class that the picture's style sheet knows. */
export interface TextLine {
  readonly text: string;
  readonly style: 'strong' | 'plain' | 'quiet';
}

export const LINE_HEIGHT = 18;
export const PADDING = 10;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');

export const FONT_SIZES: Record<TextLine['style'], number> = { strong: 13, plain: 13, quiet: 12 };

/** CJK ideographs, their punctuation and full-width forms: one em wide in every font. */
const FULL_WIDTH =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
/** Of the rest, in ems. Wide sans-serif fonts (DejaVu, Verdana) are this wide on the average; most are narrower. */
const AVERAGE_EM = 0.6;
const BOLD = 1.1;

/** How wide a text is at most in a usual sans-serif font, estimated: no font is at hand, and readers have their own. */
export const textWidth = (text: string, style: TextLine['style']): number => {
  let ems = 0;
  for (const sign of text) ems += FULL_WIDTH.test(sign) ? 1 : AVERAGE_EM;
  return ems * FONT_SIZES[style] * (style === 'strong' ? BOLD : 1);
};

/** Punctuation that may not begin a line of Chinese. */
const NOT_FIRST = /^[，。；：、）！？”’》]/;

/** Where a line may be broken: after a space, and around every full-width sign. */
const pieces = (text: string): readonly string[] => {
  const found: string[] = [];
  for (const part of text.match(/[^\s]+\s*/g) ?? [])
    for (const piece of part.match(new RegExp(`${FULL_WIDTH.source}|(?:(?!${FULL_WIDTH.source}).)+`, 'gs')) ??
      []) {
      const last = found.length - 1;
      if (last >= 0 && NOT_FIRST.test(piece)) found[last] += piece;
      else found.push(piece);
    }
  return found;
};

/** Breaks a line where it would be wider than `width`; a single word that is wider stays whole. */
export const wrapped = ({ text, style }: TextLine, width: number): readonly TextLine[] => {
  const lines: string[] = [];
  for (const piece of pieces(text)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth((last + piece).trimEnd(), style) <= width)
      lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => ({ text: line.trimEnd(), style }));
};

/** The height of a box around so many lines. */
export const heightOf = (lines: readonly TextLine[]): number => lines.length * LINE_HEIGHT + 2 * PADDING - 4;

const number = (value: number): string => `${Math.round(value * 10) / 10}`;

const textAt = ({ text, style }: TextLine, x: number, y: number): string =>
  `<text class="${style}" x="${number(x)}" y="${number(y)}">${escaped(text)}</text>`;

/** A rounded box of a class of the style sheet, its lines in the middle of its height. */
export const box = ({ x, y, width, height }: Box, style: string, lines: readonly TextLine[]): string => {
  const top = y + (height - lines.length * LINE_HEIGHT) / 2;
  return [
    `<rect class="${style}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="6"/>`,
    ...lines.map((line, index) => textAt(line, x + PADDING, top + index * LINE_HEIGHT + 13)),
  ].join('\n');
};

/** A curve from one point to another to its right, with an arrow head; straight where the heights are equal. */
export const arrow = (from: readonly [number, number], to: readonly [number, number]): string => {
  const [[x1, y1], [x2, y2]] = [from, to];
  const middle = (x1 + x2) / 2;
  const end = x2 - 6;
  const curve = `M${number(x1)} ${number(y1)}C${number(middle)} ${number(y1)} ${number(middle)} ${number(y2)} ${number(end)} ${number(y2)}`;
  const head = `M${number(x2)} ${number(y2)}l-7 -4v8z`;
  return `<path class="edge" d="${curve}"/><path class="head" d="${head}"/>`;
};

/** Text outside of boxes. */
export const label = (line: TextLine, x: number, y: number): string => textAt(line, x, y);
