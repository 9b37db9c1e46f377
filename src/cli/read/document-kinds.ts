import { businessLicence } from '../../features/ocr/templates/business-licence.ts';
import { tickets } from '../../features/ocr/templates/tickets.ts';
import { templates } from '../../features/ocr/templates/templates.ts';
import type { DocumentTemplate } from '../../engine/documents/types.ts';
import type { Quad } from '../../engine/types.ts';
import type { ReadKind } from './kinds.ts';

const row = (name: string, value: string, mark: string): string => `${name}\t${value}${mark && `\t${mark}`}`;

/** What a machine readable zone says, without the result of recognition around it. */
const passport: ReadKind = {
  title: 'passports, visas and cards by their machine readable zone',
  async read(engine, image, { pdfPage, today }) {
    const { steps: _, ...result } = await engine.readPassport({ image, options: { today, pdfPage } });
    const { zone } = result;
    return {
      json: result,
      text: zone
        ? [
            ...zone.lines,
            row('surname', zone.surname, ''),
            row('givenNames', zone.givenNames, ''),
            row('documentNumber', zone.documentNumber, ''),
            row(
              'all check digits',
              zone.consistent ? 'right' : 'not right',
              zone.certain ? 'certain' : 'doubtful',
            ),
          ].join('\n')
        : '',
      marks: (zone?.quads ?? []).map((quad, i) => ({ quad, text: zone?.lines[i] ?? '' })),
    };
  },
};

const pairs: ReadKind = {
  title: 'what stands beside or below a label, on any form or invoice',
  async read(engine, image, { mode, pdfPage }) {
    const { steps: _, ...result } = await engine.readPairs({ image, options: { mode, pdfPage } });
    return {
      json: result,
      text: result.pairs.map(({ key, value }) => row(key, value, '')).join('\n'),
      marks: result.pairs.map(({ key, value, valueQuad }) => ({ quad: valueQuad, text: value, label: key })),
      pdfPages: result.pdfPages,
    };
  },
};

/** Invoices: their fields, then their items between tabs. */
const invoice: ReadKind = {
  title: 'invoices and receipts: VAT invoices of China, and others by their labels',
  async read(engine, image, { pdfPage }) {
    const { steps: _, ...result } = await engine.readInvoices({ image, options: { pdfPage, tickets } });
    const text = result.invoices.map(({ kind, fields, items, pairs }) =>
      [
        kind,
        ...Object.entries(fields).map(([name, { text: value, checked }]) =>
          row(name, value, checked ? 'checked' : ''),
        ),
        ...items.map((item) =>
          Object.values(item)
            .map((cell) => cell.text)
            .join('\t'),
        ),
        ...pairs.map(({ key, value }) => row(key, value, '')),
      ].join('\n'),
    );
    const marks = result.invoices.flatMap(({ fields, items }) =>
      [...Object.entries(fields), ...items.flatMap((item) => Object.entries(item))].flatMap(
        ([label, { text: value, quad }]) => (quad ? [{ label, text: value, quad }] : []),
      ),
    );
    return { json: result, text: text.join('\n\n'), marks, pdfPages: result.pdfPages };
  },
};

const businessCard: ReadKind = {
  title: 'business cards in Chinese and English',
  async read(engine, image) {
    const { steps: _, ...result } = await engine.readBusinessCard({ image });
    const { fields } = result;
    return {
      json: result,
      text: fields.map(({ kind, text }) => row(kind, text, '')).join('\n'),
      marks: fields.map(({ kind, text, quad }) => ({ label: kind, text, quad })),
    };
  },
};

const byTemplate = (template: DocumentTemplate): ReadKind => ({
  title: template.title,
  async read(engine, image, { pdfPage }) {
    const { steps: _, ...result } = await engine.readDocument({
      image,
      options: { pdfPage },
      templates: [template],
    });
    const fields = Object.entries(result.fields);
    const marks = fields.flatMap(([label, { text, quad }]): { label: string; text: string; quad: Quad }[] =>
      quad ? [{ label, text, quad }] : [],
    );
    return {
      json: result,
      text: fields.map(([name, { text, checked }]) => row(name, text, checked ? 'checked' : '')).join('\n'),
      marks,
    };
  },
});

/** Ways to read identity documents and forms, by the name that `--as` takes. */
export const documentKinds: Readonly<Record<string, ReadKind>> = {
  passport,
  pairs,
  invoice,
  'business-card': businessCard,
  ...Object.fromEntries(
    [...templates, businessLicence, ...tickets].map((template) => [template.id, byTemplate(template)]),
  ),
};
