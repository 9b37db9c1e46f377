import { describe, expect, it } from 'vitest';
import { flowOf } from '../../../src/engine/documents/flow.ts';
import { type Strip, toStrips } from '../../../src/engine/documents/strip.ts';
import { regionsOf } from '../../../src/engine/invoice/regions.ts';
import { drawDigitalInvoice } from '../../material/invoices/digital-invoice.ts';
import { ticketSamplers } from '../../material/invoices/tickets.ts';
import { drawVatInvoice } from '../../material/invoices/vat-invoice.ts';
import type { Sample } from '../../material/documents/sample.ts';
import { Random } from '../../material/random.ts';
import { drawnLines } from '../../support/drawn-lines.ts';

/** The strips of a drawn page, moved; the page is drawn at a fifth of its size. */
async function stripsOf(sample: Pick<Sample, 'page'>, x = 0, y = 0): Promise<Strip[]> {
  const lines = await drawnLines({ ...sample, fields: {} });
  const moved = lines.map((line) => ({
    ...line,
    quad: line.quad.map((point) => ({ x: point.x + x, y: point.y + y })) as unknown as typeof line.quad,
  }));
  return toStrips(
    moved,
    flowOf(
      moved.map(({ quad }) => quad),
      0,
    ),
  );
}

const textsOf = (regions: readonly (readonly Strip[])[]): string[][] =>
  regions.map((region) => region.map(({ text }) => text).sort());

describe('papers on one sheet', () => {
  it('one alone is never divided', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const samples = [
        drawVatInvoice(new Random(seed), 'special'),
        drawVatInvoice(new Random(seed), 'electronic'),
        drawDigitalInvoice(new Random(seed), 'common'),
        ...ticketSamplers.map((sampler) => sampler.draw(new Random(seed))),
      ];
      for (const sample of samples) expect(regionsOf(await stripsOf(sample))).toHaveLength(1);
    }
  });

  it('that lie below each other are divided', async () => {
    const above = await stripsOf(drawVatInvoice(new Random(1), 'electronic'));
    const below = await stripsOf(drawVatInvoice(new Random(2), 'common'), 0, 195);
    expect(textsOf(regionsOf([...above, ...below]))).toEqual(textsOf([above, below]));
  });

  it('that lie beside each other are divided', async () => {
    const [quota, taxi] = ticketSamplers;
    if (!quota || !taxi) throw new Error('tickets are drawn');
    const left = await stripsOf(quota.draw(new Random(1)));
    const right = await stripsOf(taxi.draw(new Random(1)), 200, 4);
    expect(textsOf(regionsOf([...left, ...right]))).toEqual(textsOf([left, right]));
  });

  it('no text is no paper', () => {
    expect(regionsOf([])).toEqual([[]]);
  });
});
