import { describe, expect, it } from 'vitest';
import type { Sampler } from '../../material/documents/sample.ts';
import type { PageOptions } from '../../material/page.ts';
import { Random } from '../../material/random.ts';
import type { TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

/** A drawn card, and what its action must say of it. */
export interface CardCase {
  readonly title: string;
  readonly action: string;
  readonly sampler: Sampler;
  /** Field of the answer → field of the sample. */
  readonly fields: Readonly<Record<string, string>>;
  /** Those in which a letter in ten may be misread on a good picture: Thai print and Korean place names. */
  readonly rough?: readonly string[];
  /** Those that a bad photograph must give, too. */
  readonly certain: readonly string[];
  /** The drawing on the good picture; default 4. */
  readonly seed?: number;
  readonly request?: Readonly<Record<string, unknown>>;
}

/** A drawn sample as a JPEG, and the truth about it. */
export async function photograph(sampler: Sampler, seed: number, options: PageOptions = {}) {
  const { page, fields } = sampler.draw(new Random(seed));
  const { image } = await page.render({ format: 'jpeg', ...options });
  return { ImageBase64: image.toString('base64'), fields };
}

/** Where words end is the text reader's affair. */
const solid = (text: string): string => text.replace(/\s/g, '');

/** A value as plain text, or as `{ Value }`. */
const valueOf = (field: unknown): string => {
  const text = typeof field === 'object' && field && 'Value' in field ? field.Value : field;
  return typeof text === 'string' ? solid(text) : '';
};

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    [...b].forEach((other, j) =>
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      ),
    );
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Each card by the international SDK: every field of a good picture, the certain ones of a bad photograph. */
export const describeCards = (
  cases: readonly CardCase[],
  server: () => TestServer,
  pictures: { readonly good?: PageOptions; readonly bad: PageOptions },
): void =>
  describe.each(cases)('$title', ({ action, sampler, fields, rough = [], certain, seed = 4, request }) => {
    const read = async (drawing: number, options?: PageOptions) => {
      const { ImageBase64, fields: truth } = await photograph(sampler, drawing, options);
      const answer = await intlCall(server().target, 'ocr', action)({ ImageBase64, ...request });
      return {
        given: (name: string): string => valueOf(answer[name]),
        wanted: (name: string): string => solid(truth[fields[name] ?? ''] ?? ''),
      };
    };

    it('is read field by field', async () => {
      const { given, wanted } = await read(seed, pictures.good);
      const exact = Object.keys(fields).filter((name) => !rough.includes(name));
      expect(exact.map((name) => [name, given(name)])).toEqual(exact.map((name) => [name, wanted(name)]));
      for (const name of rough) {
        const share = distance(given(name), wanted(name)) / Math.max(1, wanted(name).length);
        expect([name, share <= 0.1]).toEqual([name, true]);
      }
    });

    it('is read when it lies askew in a grainy picture', async () => {
      const { given, wanted } = await read(6, { ...pictures.good, ...pictures.bad });
      expect(certain.map((name) => [name, given(name)])).toEqual(certain.map((name) => [name, wanted(name)]));
    });
  });
