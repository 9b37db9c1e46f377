import { readBusinessCard } from '../../src/engine/business-card/read-business-card.ts';
import { readInvoices } from '../../src/engine/invoice/read-invoice.ts';
import { createTextReader, type TextReader } from '../../src/engine/text/reader.ts';
import { tickets } from '../../src/features/ocr/templates/tickets.ts';
import {
  drawBilingualCard,
  drawChineseCard,
  drawEnglishCard,
} from '../../test/material/documents/business-card.ts';
import { drawDigitalInvoice } from '../../test/material/invoices/digital-invoice.ts';
import { drawVatInvoice } from '../../test/material/invoices/vat-invoice.ts';
import type { Page } from '../../test/material/page.ts';
import { type Level, levels, photograph } from '../../test/material/photograph.ts';
import { Random } from '../../test/material/random.ts';

export interface PaperRow {
  readonly paper: string;
  readonly level: string;
  readonly papers: number;
  /** Papers whose kind was told, %. */
  readonly told: number;
  /** Fields, and cells of items, that are exactly right but for spaces, %. */
  readonly right: number;
  /** Sums and numbers that were said to be proved, and are wrong. */
  readonly falselyProved: number;
}

/** A value that is printed, and what was read for it. */
interface Compared {
  readonly printed: string;
  readonly read: string | undefined;
  readonly proved: boolean;
}

interface Outcome {
  readonly told: boolean;
  readonly values: readonly Compared[];
}

/** A paper as it is drawn, and how its picture is read. */
interface Paper {
  readonly page: Page;
  read(reader: TextReader, image: Uint8Array): Promise<Outcome>;
}

/** Papers that are drawn of each kind for each level of damage. */
const DRAWN = 3;
const WIDTH = 2400;
const HEIGHT = 1800;

const solid = (text: string | undefined): string | undefined => text?.replace(/\s/g, '');

type DrawInvoice = (random: Random) => ReturnType<typeof drawVatInvoice>;

const invoice =
  (draw: DrawInvoice) =>
  (random: Random): Paper => {
    const { page, kind, fields, items } = draw(random);
    return {
      page,
      async read(reader, image) {
        const { invoices } = await readInvoices(reader, image, { tickets });
        const [found] = invoices;
        const values = Object.entries(fields).map(([name, printed]): Compared => ({
          printed,
          read: found?.fields[name]?.text,
          proved: found?.fields[name]?.checked === true,
        }));
        const cells = items.flatMap((item, i) =>
          Object.entries(item).map(([column, printed]): Compared => ({
            printed,
            read: (found?.items[i] as Readonly<Record<string, { text: string }>> | undefined)?.[column]?.text,
            proved: false,
          })),
        );
        return { told: found?.kind === kind, values: [...values, ...cells] };
      },
    };
  };

const card =
  (draw: typeof drawChineseCard) =>
  (random: Random): Paper => {
    const { page, fields } = draw(random);
    return {
      page,
      async read(reader, image) {
        const result = await readBusinessCard(reader, image);
        const values = Object.entries(fields).flatMap(([kind, texts]) =>
          texts.map((printed): Compared => {
            const all = result.fields.filter((field) => field.kind === kind).map(({ text }) => text);
            return {
              printed,
              read: all.find((text) => solid(text) === solid(printed)) ?? all[0],
              proved: false,
            };
          }),
        );
        return { told: result.fields.length > 0, values };
      },
    };
  };

const papers: Readonly<Record<string, (random: Random) => Paper>> = {
  'vat-special': invoice((random) => drawVatInvoice(random, 'special')),
  'vat-common': invoice((random) => drawVatInvoice(random, 'common')),
  'vat-electronic-common': invoice((random) => drawVatInvoice(random, 'electronic')),
  'digital-common': invoice((random) => drawDigitalInvoice(random, 'common')),
  'digital-special': invoice((random) => drawDigitalInvoice(random, 'special')),
  'card-chinese': card(drawChineseCard),
  'card-english': card(drawEnglishCard),
  'card-bilingual': card(drawBilingualCard),
};

/** Draws invoices and business cards, photographs them at every level of damage and reads them. `limit`: papers of each kind and level. */
export async function paperAccuracy(options: { limit?: number } = {}): Promise<PaperRow[]> {
  const reader = await createTextReader();
  const rows: PaperRow[] = [];
  for (const [name, draw] of Object.entries(papers))
    for (const level of Object.keys(levels) as Level[]) {
      const outcomes: Outcome[] = [];
      for (let seed = 1; seed <= (options.limit ?? DRAWN); seed++) {
        const random = new Random(seed);
        const paper = draw(random);
        outcomes.push(await paper.read(reader, await photographed(paper.page, level, random)));
      }
      rows.push(toRow(name, level, outcomes));
    }
  return rows;
}

async function photographed(page: Page, level: Level, random: Random): Promise<Buffer> {
  const { image } = await page.render();
  const options = levels[level](random);
  if (!options) return image;
  return (await photograph(image, { width: WIDTH, height: HEIGHT, ...options }, random)).image;
}

function toRow(paper: string, level: string, outcomes: readonly Outcome[]): PaperRow {
  const values = outcomes.flatMap((outcome) => outcome.values);
  const isRight = ({ printed, read }: Compared): boolean => solid(printed) === solid(read);
  const percent = (part: number, whole: number): number =>
    Math.round((1000 * part) / Math.max(1, whole)) / 10;
  return {
    paper,
    level,
    papers: outcomes.length,
    told: percent(outcomes.filter(({ told }) => told).length, outcomes.length),
    right: percent(values.filter(isRight).length, values.length),
    falselyProved: values.filter((value) => value.proved && !isRight(value)).length,
  };
}
