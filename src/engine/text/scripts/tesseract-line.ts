import { gunzipSync } from 'node:zlib';
import type { RgbImage } from '../../image.ts';
import { type ModelName, readModel } from '../../models.ts';
import type { LineReading, LineRecogniser, PlacedCharacter } from './line-recogniser.ts';
import { type TesseractApi, type TesseractCore, tesseractCore } from './tesseract-core.ts';

/** The network squeezes lines to 36 or 48 pixels itself; more detail than this is lost in it. */
const LINE_HEIGHT = 64;
const MARGIN = 0.08;
/** White around the line, pixels: letters at the very edge are taken for noise. */
const BORDER = 10;
/** Page segmentation: the picture is one line as it is. */
const RAW_LINE = '13';

interface JsonWord {
  readonly confidence: number;
  readonly symbols: readonly {
    readonly text: string;
    readonly confidence: number;
    readonly bbox: { readonly x0: number; readonly x1: number };
  }[];
}

/** The parts that are looked at of what the library tells. */
interface JsonPage {
  readonly blocks?: readonly {
    readonly paragraphs: readonly { readonly lines: readonly { readonly words: readonly JsonWord[] }[] }[];
  }[];
}

/** Loads the letters of one language: about 100 ms and 20 MB. @throws Error when the data is broken */
export async function openTesseract(model: ModelName): Promise<LineRecogniser> {
  const [core, data] = await Promise.all([tesseractCore(), readModel(model)]);
  core.FS.writeFile('/letters.traineddata', gunzipSync(data));
  const api = new core.TessBaseAPI();
  const status = api.Init(null, 'letters', 1);
  core.FS.unlink('/letters.traineddata');
  if (status !== 0) throw new Error(`model ${model} could not be loaded`);
  api.SetVariable('tessedit_pageseg_mode', RAW_LINE);
  return {
    lineHeight: LINE_HEIGHT,
    margin: MARGIN,
    recognise: (line) => Promise.resolve(recogniseLine(core, api, line)),
  };
}

function recogniseLine(core: TesseractCore, api: TesseractApi, line: RgbImage): LineReading {
  const picture = toPortableGrey(line);
  core.FS.writeFile('/input', picture);
  try {
    if (api.SetImageFile(1, 0) !== 0) return NOTHING;
    api.Recognize(null);
    return toReading(api.GetUTF8Text(), JSON.parse(api.GetJSONText(0)) as JsonPage);
  } finally {
    api.Clear();
    core.FS.writeFile('/input', picture.fill(0));
    core.FS.unlink('/input');
  }
}

const NOTHING: LineReading = { text: '', confidence: 0, characters: [] };

/** A binary portable grey map (PGM), dark on light, with a border. */
function toPortableGrey({ data, width, height }: RgbImage): Uint8Array {
  const [outWidth, outHeight] = [width + 2 * BORDER, height + 2 * BORDER];
  const grey = new Uint8Array(width * height);
  let sum = 0;
  for (let i = 0; i < grey.length; i++) {
    const value =
      ((data[3 * i] as number) * 299 +
        (data[3 * i + 1] as number) * 587 +
        (data[3 * i + 2] as number) * 114) /
      1000;
    grey[i] = value;
    sum += value;
  }
  const paper = edgeGrey(grey, width, height);
  // Light letters on dark: the paper at the edges is darker than the line in the mean.
  const inverted = paper < sum / grey.length;
  const header = new TextEncoder().encode(`P5\n${outWidth} ${outHeight}\n255\n`);
  const file = new Uint8Array(header.length + outWidth * outHeight);
  file.set(header);
  file.fill(inverted ? 255 - paper : paper, header.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = grey[y * width + x] as number;
      file[header.length + (y + BORDER) * outWidth + x + BORDER] = inverted ? 255 - value : value;
    }
  return file;
}

/** The middle grey of a line's topmost and lowest pixels. */
function edgeGrey(grey: Uint8Array, width: number, height: number): number {
  const edge = Uint8Array.from([...grey.subarray(0, width), ...grey.subarray((height - 1) * width)]).sort();
  return edge[edge.length >> 1] ?? 255;
}

function toReading(utf8: string, page: JsonPage): LineReading {
  const words = (page.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words)),
  );
  const characters = words.flatMap((word) =>
    word.symbols.map(({ text, confidence, bbox }): PlacedCharacter => ({
      text: text.normalize('NFC'),
      confidence: confidence / 100,
      from: bbox.x0 - BORDER,
      to: bbox.x1 - BORDER,
    })),
  );
  // A word's confidence is that of its most doubtful place.
  const letters = words.reduce((sum, word) => sum + word.symbols.length, 0);
  const certain = words.reduce((sum, word) => sum + word.confidence * word.symbols.length, 0);
  return {
    text: tidy(utf8),
    confidence: letters === 0 ? 0 : certain / letters / 100,
    characters: composeThai(characters),
  };
}

/** Marks of direction and joining are left out; SARA AM as in `composeThai`. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\u0E4D([\u0E48-\u0E4B]?)\u0E32/g, '$1\u0E33')
    .replace(/\s+/g, ' ')
    .trim();

const NIKHAHIT = '\u0E4D';
const SARA_AA = '\u0E32';
const SARA_AM = '\u0E33';

/** Thai's SARA AM is read as its two halves, a ring and an upright, maybe with a tone between; people type one letter. */
function composeThai(characters: readonly PlacedCharacter[]): PlacedCharacter[] {
  const composed: PlacedCharacter[] = [];
  for (const character of characters) {
    const ring = composed.findLastIndex(({ text }) => text === NIKHAHIT);
    if (character.text !== SARA_AA || ring < 0 || composed.length - ring > 2) {
      composed.push(character);
      continue;
    }
    composed.splice(ring, 1);
    composed.push({ ...character, text: SARA_AM });
  }
  return composed;
}
