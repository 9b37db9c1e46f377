import type { RgbImage } from '../image.ts';
import { cropQuad, pointIn, widthAt } from '../text/crop.ts';
import type { NetworkName, OpenPage } from '../text/reader.ts';
import { LINE_HEIGHT } from '../text/recognise.ts';
import type { Quad } from '../types.ts';
import { type Certainty, certaintyOf } from './certainty.ts';
import { type Decision, decideZone } from './decide.ts';
import type { ZonePlaces } from './places.ts';
import { assemble, type RowReadings } from './assemble.ts';
import { toZoneScores } from './line-scores.ts';
import { locateZone } from './locate.ts';
import { parseZone, type Zone } from './parse.ts';
import type { ZoneFormatName } from './formats.ts';

/** A zone as it was read on a page. */
export interface ZoneReading extends Zone, Certainty, Pick<Decision, 'substitution'> {
  readonly places: ZonePlaces;
  /** Where its lines stand on the page. */
  readonly quads: readonly Quad[];
}

/** A way to look at a line: which network, and what share of the line's height is added above and below. */
interface Look {
  readonly network: NetworkName;
  readonly margin: number;
}

/** One after another, until the reading is certain. The network for English letters tells O from 0 in OCR-B where the default one takes one for the other. */
const LOOKS: readonly (readonly Look[])[] = [
  [
    { network: 'english', margin: 0 },
    { network: 'default', margin: 0 },
  ],
  [
    { network: 'english', margin: 0.15 },
    { network: 'default', margin: 0.15 },
  ],
  [
    { network: 'english', margin: -0.1 },
    { network: 'default', margin: -0.1 },
  ],
];

/** More pixels across tell nothing more. */
const MAX_LINE_WIDTH = 3200;

/**
 * Finds and reads the machine readable zone of a page (ICAO Doc 9303: TD1, TD2, TD3, MRV-A, MRV-B); undefined when there is none.
 * Each line is read with the zone's letters alone, to exactly the format's length, by two networks whose opinions are put together.
 * @param today milliseconds since 1970, for centuries
 */
export async function readMachineReadableZone(
  page: Pick<OpenPage, 'image' | 'lines' | 'score'>,
  today: number,
): Promise<ZoneReading | undefined> {
  const rows = locateZone(page.lines)?.rows;
  if (!rows) return undefined;
  const readings: RowReadings[] = rows.map(() => []);
  let best: ZoneReading | undefined;
  for (const looks of LOOKS) {
    for (const look of looks)
      for (const [i, row] of rows.entries()) {
        const line = cut(page.image, row, look.margin);
        const scores = await page.score(line, look.network);
        readings[i]?.push(toZoneScores(scores));
      }
    const assembled = assemble(readings, best?.format);
    if (!assembled) return undefined;
    const { format, places, firstRow } = assembled;
    best = toReading(places, format, rows.slice(firstRow, firstRow + places.length), today);
    if (best.certain) break;
  }
  return best;
}

function toReading(
  places: ZonePlaces,
  format: ZoneFormatName,
  quads: readonly Quad[],
  today: number,
): ZoneReading {
  const { lines, substitution } = decideZone(places, format);
  const zone = parseZone(lines, format, today);
  return {
    ...zone,
    ...certaintyOf(zone, places, substitution),
    ...(substitution && { substitution }),
    places,
    quads,
  };
}

function cut(image: RgbImage, quad: Quad, margin: number): RgbImage {
  const wider: Quad = [
    pointIn(quad, 0, -margin),
    pointIn(quad, 1, -margin),
    pointIn(quad, 1, 1 + margin),
    pointIn(quad, 0, 1 + margin),
  ];
  return cropQuad(image, wider, Math.min(MAX_LINE_WIDTH, widthAt(wider, LINE_HEIGHT)), LINE_HEIGHT);
}
