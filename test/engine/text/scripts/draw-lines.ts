import { createRequire } from 'node:module';
import sharp from 'sharp';
import { Page, type PageOptions } from '../../../material/page.ts';

const require = createRequire(import.meta.url);

/** Scripts whose letters join or stand beside one another in other orders than they are written: set by a shaping engine. */
const SHAPED = /\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Thai}/u;
const fonts = [
  {
    script: /\p{Script=Devanagari}/u,
    name: 'Noto Sans Devanagari',
    file: '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  },
  {
    script: /\p{Script=Thai}/u,
    name: 'Noto Sans Thai',
    file: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  },
  { script: /\p{Script=Arabic}/u, name: 'DejaVu Sans', file: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' },
];

/** Line pitch of the sheet, in sizes of the letters. */
const PITCH = 2.4;

/** A sheet of lines, set as large as `size` pixels; PNG. */
export async function drawLines(
  lines: readonly string[],
  size = 30,
  options: PageOptions = {},
): Promise<Buffer> {
  const [width, height] = [1100, Math.round((lines.length + 1) * PITCH * size)];
  if (lines.some((line) => SHAPED.test(line))) return drawShaped(lines, size, width, height);
  const page = new Page(width, height);
  lines.forEach((line, i) => page.text(60, Math.round((i + 1) * PITCH * size), size, line));
  return (await page.render(options)).image;
}

async function drawShaped(
  lines: readonly string[],
  size: number,
  width: number,
  height: number,
): Promise<Buffer> {
  const font = fonts.find(({ script }) => lines.some((line) => script.test(line)));
  if (!font) throw new Error('no font');
  const layers = await Promise.all(
    lines.map(async (line, i) => ({
      input: await sharp({
        text: { text: line, font: `${font.name} ${size}`, fontfile: require.resolve(font.file), dpi: 72 },
      })
        .negate()
        .png()
        .toBuffer(),
      left: 60,
      top: Math.round((i + 0.5) * PITCH * size),
    })),
  );
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite(layers)
    .png()
    .toBuffer();
}
