import { readMachineReadableZone, type ZoneReading } from '../../src/engine/mrz/read-zone.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import {
  drawTravelDocument,
  inventBearer,
  travelDocuments,
  type TravelDocument,
  type TravelDocumentOptions,
} from '../../test/material/documents/passport.ts';
import type { PageOptions } from '../../test/material/page.ts';
import { Random } from '../../test/material/random.ts';

/** How a document is drawn and photographed. */
export interface ZoneShot {
  readonly document: TravelDocumentOptions;
  readonly page: PageOptions;
}

/** Damages by name; each is drawn anew for each picture. */
export const zoneShots: Readonly<Record<string, (random: Random) => ZoneShot>> = {
  clean: () => ({ document: {}, page: { scale: 0.8 } }),
  noise: () => ({ document: {}, page: { scale: 0.7, noise: 25 } }),
  blur: () => ({ document: {}, page: { scale: 0.7, blur: 2.2 } }),
  small: () => ({ document: {}, page: { scale: 0.45 } }),
  tiny: () => ({ document: {}, page: { scale: 0.36, blur: 0.5 } }),
  tilt: (random) => ({ document: {}, page: { scale: 0.7, tilt: random.integer(-15, 15) } }),
  perspective: (random) => ({
    document: {},
    page: { scale: 0.7, perspective: 0.05 + 0.1 * random.next(), tilt: random.integer(-4, 4) },
  }),
  jpeg: () => ({ document: {}, page: { scale: 0.6, format: 'jpeg', quality: 25, noise: 6 } }),
  shadow: () => ({ document: { shadow: 0.65 }, page: { scale: 0.7, noise: 8 } }),
  guilloche: () => ({
    document: { guilloche: true, ink: '#3a3a3a' },
    page: { scale: 0.6, noise: 6, format: 'jpeg', quality: 60 },
  }),
  turned: (random) => ({ document: {}, page: { scale: 0.6, rotate: random.pick([90, 180, 270]) } }),
  everything: (random) => ({
    document: { guilloche: true, shadow: 0.4, ink: '#333333' },
    page: {
      scale: 0.55,
      noise: 12,
      blur: 0.9,
      tilt: random.integer(-6, 6),
      perspective: 0.06,
      format: 'jpeg',
      quality: 40,
    },
  }),
};

/** One drawn picture and what it says. */
export interface ZonePicture {
  readonly shot: string;
  readonly kind: TravelDocument;
  readonly image: Uint8Array;
  /** The zone's lines, apart by \n. */
  readonly truth: string;
}

/** Draws `count` pictures of every damage, kinds of documents in turn; the same on every run. */
export async function* drawZonePictures(count: number, seed = 1): AsyncGenerator<ZonePicture> {
  for (const [s, [shot, shoot]] of Object.entries(zoneShots).entries())
    for (let i = 0; i < count; i++) {
      const random = new Random(seed * 1_000_003 + s * 1009 + i);
      const kind = travelDocuments[i % travelDocuments.length] as TravelDocument;
      const bearer = inventBearer(random);
      const { document, page } = shoot(random);
      const { page: drawn, fields } = drawTravelDocument(kind, bearer, document);
      yield { shot, kind, image: (await drawn.render(page)).image, truth: fields['mrz'] ?? '' };
    }
}

export interface ZoneRow {
  readonly shot: string;
  readonly pictures: number;
  /** Shares of the pictures, percent. */
  readonly found: number;
  readonly allRight: number;
  readonly digitsPass: number;
  readonly certain: number;
  /** All check digits pass, and something that they cover is wrong. */
  readonly falseDigits: number;
  /** Called certain, and any character is wrong. */
  readonly falseCertain: number;
  readonly secondsPerPicture: number;
}

/** Reads drawn machine readable zones, damage by damage. @param options.limit pictures of each damage */
export async function mrzAccuracy(
  options: {
    limit?: number;
    seed?: number;
    report?: (picture: ZonePicture, reading: ZoneReading | undefined) => void;
  } = {},
): Promise<ZoneRow[]> {
  const reader = await createTextReader();
  const outcomes: { shot: string; reading: ZoneReading | undefined; truth: string; seconds: number }[] = [];
  for await (const picture of drawZonePictures(options.limit ?? 30, options.seed)) {
    const start = performance.now();
    const page = await reader.open(picture.image, { mode: 'basic' });
    const reading = await readMachineReadableZone(page, Date.UTC(2026, 0, 1));
    outcomes.push({
      shot: picture.shot,
      reading,
      truth: picture.truth,
      seconds: (performance.now() - start) / 1000,
    });
    options.report?.(picture, reading);
  }
  return Object.keys(zoneShots)
    .map((shot) =>
      rowOf(
        shot,
        outcomes.filter((o) => o.shot === shot),
      ),
    )
    .concat(rowOf('all', outcomes));
}

function rowOf(
  shot: string,
  outcomes: readonly { reading: ZoneReading | undefined; truth: string; seconds: number }[],
): ZoneRow {
  const share = (holds: (o: { reading: ZoneReading | undefined; truth: string }) => boolean): number =>
    Math.round((1000 * outcomes.filter(holds).length) / Math.max(1, outcomes.length)) / 10;
  const isRight = (o: { reading: ZoneReading | undefined; truth: string }): boolean =>
    o.reading?.lines.join('\n') === o.truth;
  const passes = ({ reading }: { reading: ZoneReading | undefined }): boolean =>
    reading !== undefined && Object.values(reading.checks).every(Boolean);
  return {
    shot,
    pictures: outcomes.length,
    found: share(({ reading }) => reading !== undefined),
    allRight: share(isRight),
    digitsPass: share(passes),
    certain: share(({ reading }) => reading?.certain === true),
    falseDigits: outcomes.filter(
      (o) => passes(o) && coveredText(o.reading?.lines) !== coveredText(o.truth.split('\n')),
    ).length,
    falseCertain: outcomes.filter((o) => o.reading?.certain && !isRight(o)).length,
    secondsPerPicture:
      Math.round((100 * outcomes.reduce((sum, o) => sum + o.seconds, 0)) / Math.max(1, outcomes.length)) /
      100,
  };
}

/** Number, dates and their digits: what every format's check digits cover. */
function coveredText(lines: readonly string[] | undefined): string {
  if (!lines) return '';
  const [first = '', second = ''] = lines;
  return lines.length === 3
    ? first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18)
    : second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 28);
}
