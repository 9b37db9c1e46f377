import { describe, expect, it } from 'vitest';
import { matchTemplate } from '../../../src/engine/documents/match-template.ts';
import { businessLicence } from '../../../src/features/ocr/templates/business-licence.ts';
import {
  quotaInvoice,
  taxiReceipt,
  tickets,
  trainTicket,
} from '../../../src/features/ocr/templates/tickets.ts';
import { lyingLicence, standingLicence } from '../../material/documents/business-licence.ts';
import { ticketSamplers } from '../../material/invoices/tickets.ts';
import { Random } from '../../material/random.ts';
import { drawnLines } from '../../support/drawn-lines.ts';

/** Signs as the reader's forms give them. */
const plain = (text: string): string => text.replace(/（/g, '(').replace(/）/g, ')');

const papers = [
  [businessLicence, lyingLicence],
  [businessLicence, standingLicence],
  ...[quotaInvoice, taxiReceipt, trainTicket].map((template, i) => [template, ticketSamplers[i]] as const),
] as const;

describe('papers without a photograph', () => {
  it.each(papers.map(([template, sampler], i) => [`${template.id} ${i}`, template, sampler] as const))(
    '%s: what is drawn is read',
    async (_title, template, sampler) => {
      for (let seed = 1; seed <= 8; seed++) {
        const sample = sampler?.draw(new Random(seed));
        if (!sample) throw new Error('every ticket is drawn');
        const match = matchTemplate({ lines: await drawnLines(sample), tilt: 0 }, template);
        const read = Object.fromEntries(
          Object.keys(sample.fields).map((name) => [name, plain(match?.fields[name]?.text ?? '')]),
        );
        const drawn = Object.fromEntries(
          Object.entries(sample.fields).map(([name, text]) => [name, plain(text)]),
        );
        expect(read).toEqual(drawn);
      }
    },
  );

  it('are told from each other', async () => {
    for (const [template, sampler] of papers) {
      const sample = sampler?.draw(new Random(3));
      if (!sample) throw new Error('every ticket is drawn');
      const page = { lines: await drawnLines(sample), tilt: 0 };
      const fitting = [businessLicence, ...tickets].filter((each) => matchTemplate(page, each));
      expect(fitting.map(({ id }) => id)).toEqual([template.id]);
    }
  });

  it('cross to another process', () => {
    for (const template of [businessLicence, ...tickets]) expect(structuredClone(template)).toEqual(template);
  });
});
