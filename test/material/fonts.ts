import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';

/** Fonts of development packages: the same letters on every machine. What one lacks comes from the next that has it. */
const files = {
  sans: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  mono: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  serif: 'dejavu-fonts-ttf/ttf/DejaVuSerif.ttf',
  condensed: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  /** ISO 1073-2, the letters of machine readable zones. */
  'ocr-b': 'bwip-js/fonts/OCRB7.ttf',
  chinese: '@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf',
  'chinese-bold': '@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf',
  korean: '@openfonts/noto-sans-kr_korean/files/noto-sans-kr-korean-400.woff',
  'korean-bold': '@openfonts/noto-sans-kr_korean/files/noto-sans-kr-korean-700.woff',
  thai: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  'thai-bold': '@expo-google-fonts/noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf',
} as const;

export type FontName = keyof typeof files;

const substitutes = (name: FontName): readonly FontName[] =>
  name.endsWith('bold')
    ? ['bold', 'chinese-bold', 'korean-bold', 'thai-bold']
    : ['sans', 'chinese', 'korean', 'thai'];

const require = createRequire(import.meta.url);
const loaded = new Map<FontName, opentype.Font>();

const fontOf = (name: FontName): opentype.Font => {
  let font = loaded.get(name);
  if (!font) {
    // By path: some packages export no files.
    const [scope = '', rest = ''] = /^(@[^/]+\/[^/]+|[^/]+)\/(.*)$/.exec(files[name])?.slice(1) ?? [];
    const folder = require.resolve.paths(scope)?.find((path) => canRead(`${path}/${scope}/${rest}`)) ?? '';
    const file = readFileSync(`${folder}/${scope}/${rest}`);
    font = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
    loaded.set(name, font);
  }
  return font;
};

const canRead = (path: string): boolean => {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
};

const holds = (font: opentype.Font, character: string): boolean => font.charToGlyphIndex(character) > 0;

/** Splits a text where another font has to step in. */
function runsOf(name: FontName, text: string): { font: opentype.Font; text: string }[] {
  const runs: { font: opentype.Font; text: string }[] = [];
  for (const character of text) {
    const current = runs.at(-1);
    const preferred = fontOf(name);
    if (
      current &&
      (current.font === preferred || !holds(preferred, character)) &&
      holds(current.font, character)
    ) {
      current.text += character;
      continue;
    }
    const substitute = [name, ...substitutes(name)].find((each) => holds(fontOf(each), character));
    runs.push({ font: fontOf(substitute ?? name), text: character });
  }
  return runs;
}

/** Width of a text, in the unit of `size`. */
export const advanceOf = (name: FontName, text: string, size: number): number =>
  runsOf(name, text).reduce((sum, run) => sum + run.font.getAdvanceWidth(run.text, size), 0);

/** The outlines of a text whose baseline begins at (x, y). */
export function outlineOf(name: FontName, text: string, x: number, y: number, size: number): opentype.Path {
  const path = new opentype.Path();
  let at = x;
  for (const run of runsOf(name, text))
    for (const [part, raise] of stacksOf(run.text)) {
      path.extend(run.font.getPath(part, at, y - raise * size, size));
      at += run.font.getAdvanceWidth(part, size);
    }
  return path;
}

/** Thai tone marks above a vowel above a consonant; the library sets both at one height. */
const STACKED_TONE = /(?<=[\u0e31\u0e34-\u0e37\u0e4d])([\u0e48-\u0e4c])/;
const TONE_RAISE = 0.21;

/** The parts of a text, and how far each is raised, in sizes of the font. */
const stacksOf = (text: string): [string, number][] =>
  text.split(STACKED_TONE).map((part, i) => [part, i % 2 ? TONE_RAISE : 0]);
