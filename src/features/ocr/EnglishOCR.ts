import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { candidatesOf, wordsOf } from './english-words.ts';
import { readText } from './read.ts';
import { coord, signedAngle, toCoords } from './text-detection.ts';

/** Base64 text of the image: at most 7 MB. */
const MAX_ENCODED_BYTES = 7 * 1024 * 1024;

const read = <S extends z.ZodType>(schema: S): S => carries('ocr.images-and-results', schema);
const percent = () => harmless(z.number().min(0).max(100));
const words = () => z.array(z.object({ Character: z.string(), Confidence: percent() }));

const englishLine = z.object({
  DetectedText: read(z.string()),
  Confidence: percent(),
  Polygon: read(z.array(coord)),
  /** Always empty. */
  AdvancedInfo: harmless(z.string()),
  Words: read(words()),
  /** A place for each of `Words`, when asked for. */
  WordCoordPoint: read(z.array(z.object({ WordCoordinate: z.array(coord) }))),
  /** What each character may be, when asked for: one entry a character, the likeliest first. */
  CandWord: read(z.array(z.object({ CandWords: words() }))),
});

/** Reads English, word by word. */
export const EnglishOCR = action({
  name: 'EnglishOCR',
  service: 'ocr',
  version: '2018-11-19',
  feature: 'ocr',
  priceItem: 'ocr.english',
  rateLimit: 10,
  input: z.object({
    ImageBase64: carries('ocr.images-and-results', z.string().optional()),
    ImageUrl: carries('ocr.images-and-results', z.string().optional()),
    EnableCoordPoint: harmless(z.boolean().optional()),
    EnableCandWord: harmless(z.boolean().optional()),
    Preprocess: harmless(z.boolean().optional()),
  }),
  output: z.object({ TextDetections: z.array(englishLine), Angel: harmless(z.number()) }),
  async run(input, context) {
    const how = { mode: 'basic', words: true, isUpright: input.Preprocess === false } as const;
    const result = await readText(input, how, MAX_ENCODED_BYTES, context);
    const TextDetections = result.lines.map((line) => {
      const found = wordsOf(line);
      return {
        DetectedText: line.text,
        Confidence: Math.round(line.confidence * 100),
        Polygon: toCoords(line.quad),
        AdvancedInfo: '',
        Words: found.map(({ text, confidence }) => ({ Character: text, Confidence: confidence })),
        WordCoordPoint: input.EnableCoordPoint
          ? found.map(({ quad }) => ({ WordCoordinate: toCoords(quad) }))
          : [],
        CandWord: input.EnableCandWord ? candidatesOf(line) : [],
      };
    });
    return { TextDetections, Angel: signedAngle(result.angle) };
  },
  identification: (_input, _output, [photo]) => ({ photo }),
});
