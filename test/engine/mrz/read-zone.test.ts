import { beforeAll, expect, it } from 'vitest';
import { readMachineReadableZone } from '../../../src/engine/mrz/read-zone.ts';
import { createTextReader, type TextReader } from '../../../src/engine/text/reader.ts';
import { drawTravelDocument, inventBearer, travelDocuments } from '../../material/documents/passport.ts';
import { drawReceipt } from '../../material/draw-document.ts';
import { Random } from '../../material/random.ts';

let reader: TextReader;

beforeAll(async () => {
  reader = await createTextReader();
});

const readZone = async (image: Uint8Array) =>
  readMachineReadableZone(await reader.open(image, { mode: 'basic' }), Date.UTC(2026, 0, 1));

it.each(travelDocuments)(
  '%s is read letter by letter from a noisy, tilted, compressed picture',
  async (kind) => {
    const random = new Random(11 + travelDocuments.indexOf(kind));
    const { page, fields } = drawTravelDocument(kind, inventBearer(random), {
      guilloche: true,
      zoneOnly: true,
    });
    const { image } = await page.render({ scale: 0.7, tilt: 5, noise: 8, format: 'jpeg', quality: 60 });
    const zone = await readZone(image);
    expect(zone?.format).toBe(kind);
    expect(zone?.lines.join('\n')).toBe(fields['mrz']);
    expect(zone?.consistent).toBe(true);
  },
);

it('a page without a zone has none', async () => {
  expect(await readZone((await drawReceipt()).image)).toBeUndefined();
});
