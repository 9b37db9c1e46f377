import { describe, expect, it } from 'vitest';
import { PAGE_KINDS, pageKinds, pageParameters } from '../../src/features/documents/page-kinds.ts';
import { pageRanges } from '../../src/features/documents/page-ranges.ts';

describe('what a page can be read as', () => {
  it.each(PAGE_KINDS)('%s takes the page of a document, and is priced by the call', (name) => {
    const { action } = pageKinds[name];
    expect([action.name, action.feature]).toEqual([name, 'ocr']);
    expect(action.priceItem).not.toBeNull();
    const parameters = pageParameters(pageKinds[name], {}, 3, new Uint8Array([37, 80, 68, 70]));
    expect(action.input.strict().parse(parameters)).toMatchObject({
      PdfPageNumber: 3,
      ImageBase64: 'JVBERg==',
    });
  });
});

describe('pageRanges', () => {
  it('takes all pages where none is named, and each page once', () => {
    expect(pageRanges(undefined, 12)).toEqual([[1, 12]]);
    expect(pageRanges('9,1-3,3-4', 12)).toEqual([
      [1, 4],
      [9, 9],
    ]);
  });

  it.each(['0', '3-2', '13', '1-13'])('refuses %s of twelve pages', (pages) => {
    expect(() => pageRanges(pages, 12)).toThrow('InvalidParameterValueLimit');
  });

  it('refuses more pages than a task reads, not a document that has more', () => {
    expect(() => pageRanges(undefined, 1001)).toThrow('TooManyPages');
    expect(pageRanges('1-1000', 5000)).toEqual([[1, 1000]]);
  });
});
