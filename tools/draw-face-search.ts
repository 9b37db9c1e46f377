import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faceShape } from '../src/engine/face/face-shape.ts';
import { projectionOf } from '../src/engine/face/template/projection.ts';
import type { Point } from '../src/engine/types.ts';

/** Draws docs/pictures/face-search.svg: how a face is found, on a face that nobody has. The bits are a real template's. */

const SIZE = { width: 940, height: 270 };
const [INK, BLUE, GREEN, GREY] = ['#222', '#1769aa', '#1b7f3b', '#8a8f94'];

/** A point of a face 100 wide whose middle is 0, 0; mirrored for the right side. */
const at = (x: number, y: number): Point => ({ x, y });
const mirrored = (points: readonly Point[]): Point[] => points.map(({ x, y }) => at(-x, y)).reverse();
const arc = (count: number, from: number, to: number, a: number, b: number, x: number, y: number): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = ((from + ((to - from) * i) / (count - 1)) * Math.PI) / 180;
    return at(x + a * Math.cos(angle), y - b * Math.sin(angle));
  });

function landmarks(): Point[] {
  const brow = arc(5, 150, 40, 14, 8, -24, -22);
  const eye = [...arc(4, 180, 0, 9, 5, -22, -12), ...arc(4, 0, -180, 9, 4, -22, -12).slice(1, 3)];
  return [
    ...arc(17, 190, 350, 46, 58, 0, -4),
    ...[...brow, ...mirrored(brow)],
    ...[-12, -4, 4, 11].map((y) => at(0, y)),
    ...[at(-9, 16), at(-5, 18), at(0, 19), at(5, 18), at(9, 16)],
    ...[...eye, ...arc(4, 180, 0, 9, 5, 22, -12), ...arc(4, 0, -180, 9, 4, 22, -12).slice(1, 3)],
    ...[...arc(7, 180, 0, 19, 6, 0, 32), ...arc(7, 0, -180, 19, 9, 0, 32).slice(1, 6)],
    ...[...arc(5, 180, 0, 14, 2, 0, 32), ...arc(5, 0, -180, 14, 3, 0, 32).slice(1, 4)],
  ];
}

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="13" fill="${INK}" ${more}>${words}</text>`;

const caption = (x: number, title: string, line: string): string =>
  text(x, 236, title, 'font-weight="bold"') + text(x, 254, line);

const arrow = (x: number): string =>
  `<path d="M${x} 120h26m-7 -6l7 6l-7 6" fill="none" stroke="${GREY}" stroke-width="2"/>`;

const head = (scale: number): string =>
  `<g fill="none" stroke="${GREY}" stroke-width="${(1.5 / scale).toFixed(2)}">` +
  '<path d="M-48 -8C-52 -70 52 -70 48 -8C47 34 24 55 0 55C-24 55 -47 34 -48 -8Z" fill="#f3e4d7"/>' +
  '<path d="M-50 0C-62 -88 62 -88 50 0C46 -34 22 -46 0 -46C-22 -46 -46 -34 -50 0Z" fill="#6b4f3a" stroke="none"/></g>';

function face(): string {
  const [left, right] = [at(-22, -12), at(22, -12)];
  const shape = faceShape(landmarks(), [left, right]);
  const { leftEye, rightEye, leftEyeBrow, rightEyeBrow, mouth } = shape;
  const lines = [leftEye, rightEye, leftEyeBrow, rightEyeBrow, mouth.slice(0, 12), mouth.slice(12)].map(
    (part) => `<path d="M${part.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z"/>`,
  );
  const points = Object.values<readonly Point[]>({ ...shape }).flat();
  const dots = points.map(({ x, y }) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="1.3"/>`);
  const box = `<rect x="-52" y="-52" width="104" height="110" fill="none" stroke="${BLUE}" stroke-width="1.6"/>`;
  return `<g transform="translate(105 122) scale(1.55)">${head(1.55)}<g fill="none" stroke="${GREY}">${lines.join('')}</g><g fill="${BLUE}">${dots.join('')}</g>${box}</g>`;
}

/** A wave stands for 512 numbers. */
const embedding = Array.from({ length: 512 }, (_, i) => Math.sin(i * 0.37) * Math.cos(i * 0.113 + 1));

function numbers(left: number): string {
  const bars = Array.from({ length: 32 }, (_, i) => {
    const high = 62 * (embedding[i * 3] ?? 0);
    const y = Math.min(120, 120 - high);
    return `<rect x="${left + i * 4}" y="${y.toFixed(1)}" width="3" height="${Math.abs(high).toFixed(1)}" fill="${BLUE}"/>`;
  });
  return `${bars.join('')}<path d="M${left} 120h128" stroke="${GREY}"/>`;
}

const norm = Math.hypot(...embedding);
const unit = Float32Array.from(embedding, (value) => value / norm);
const bitsOf = (secret: number): Uint8Array =>
  projectionOf(new Uint8Array(32).fill(secret)).template(unit).subarray(0, 128);

function grid(
  left: number,
  top: number,
  bits: Uint8Array,
  colour: string,
  columns: number,
  cell: number,
): string {
  const squares: string[] = [];
  for (let i = 0; i < bits.length * 8; i++)
    if ((bits[i >> 3]! >> (i & 7)) & 1)
      squares.push(
        `M${left + (i % columns) * cell} ${top + Math.floor(i / columns) * cell}h${cell}v${cell}h-${cell}z`,
      );
  return `<path d="${squares.join('')}" fill="${colour}"/>`;
}

/** Rows of the group; the one that is like the face is green. */
function group(left: number): string {
  const own = bitsOf(1).subarray(0, 24);
  const rows = [7, 8, 1, 9, 10, 11].map((secret, i) => {
    const isOwn = secret === 1;
    const bits = isOwn ? own : bitsOf(secret).subarray(0, 24);
    const frame = isOwn
      ? `<rect x="${left - 5}" y="${42 + i * 27}" width="202" height="18" fill="none" stroke="${GREEN}" stroke-width="2"/>`
      : '';
    return grid(left, 45 + i * 27, bits, isOwn ? GREEN : GREY, 48, 4) + frame;
  });
  return rows.join('');
}

const svg =
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">` +
  `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fff"/>` +
  [face(), arrow(212), numbers(262), arrow(414), grid(462, 56, bitsOf(1), INK, 32, 4), arrow(612)].join('') +
  [group(664), text(664, 32, 'a group, and its secret', 'fill-opacity="0.7"')].join('') +
  caption(24, 'a face', 'found, 90 points, in memory') +
  caption(262, 'an embedding', '512 numbers, in memory') +
  caption(462, 'a template', '2048 bits under a secret') +
  caption(664, 'who differs in the fewest bits', 'held against the vault, then answered') +
  '</svg>\n';

await writeFile(join(import.meta.dirname, '..', 'docs', 'pictures', 'face-search.svg'), svg);
