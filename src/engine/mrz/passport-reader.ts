import type { FaceFinder } from '../face/finder.ts';
import { cutPortrait } from '../photo/portrait.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import { crossCheck, namesFromPrint } from './cross-check.ts';
import { asZoneText } from './locate.ts';
import type { PassportOptions, PassportPortrait, PassportResult, PassportZone } from './passport-types.ts';
import { readMachineReadableZone, type ZoneReading } from './read-zone.ts';
import { readVisualZone, type VisualZone } from './visual-zone.ts';

export interface PassportReader {
  /** @throws EngineError */
  read(image: Uint8Array, options: PassportOptions): Promise<PassportResult>;
}

/** Reads travel documents. @param faceFinder loads the face finder when a portrait is first asked for */
export function createPassportReader(
  reader: TextReader,
  faceFinder: () => Promise<FaceFinder>,
): PassportReader {
  return {
    async read(image, options) {
      const page = await reader.open(image, {
        mode: 'basic',
        ...(options.pdfPage === undefined ? {} : { pdfPage: options.pdfPage }),
      });
      const start = performance.now();
      const reading = await readMachineReadableZone(page, options.today);
      const zoneMs = Math.round(performance.now() - start);
      const printed = page.lines.filter(({ text }) => !asZoneText(text).includes('<<'));
      const visual = readVisualZone(printed, page.tilt);
      const portrait = options.portrait ? await portraitOf(page, await faceFinder()) : undefined;
      return {
        zone: reading ? toZone(reading, visual, page) : null,
        visual,
        agreement: reading
          ? crossCheck(
              reading,
              visual,
              printed.map(({ text }) => text),
            )
          : null,
        ...(portrait && { portrait }),
        steps: [...page.steps, { name: 'read-zone', ms: zoneMs }],
      };
    },
  };
}

function toZone(
  { places, quads, substitution, ...zone }: ZoneReading,
  visual: VisualZone,
  page: OpenPage,
): PassportZone {
  const names = namesFromPrint(zone, places, visual);
  return {
    ...zone,
    ...names,
    ...(substitution && { substitution }),
    namesFromPrint: names !== undefined,
    quads: quads.map((quad) => page.toInput(quad)),
  };
}

async function portraitOf(page: OpenPage, finder: FaceFinder): Promise<PassportPortrait | undefined> {
  const portrait = await cutPortrait(page.image, finder);
  if (!portrait) return undefined;
  const { x, y, width, height } = portrait.box;
  const quad = page.toInput([
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]);
  return { image: portrait.image, quad };
}
