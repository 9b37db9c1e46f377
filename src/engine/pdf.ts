import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { RgbImage } from './image.ts';
import { EngineError } from './types.ts';

/** 200 dots per inch; a page's own unit is 1/72 inch. */
const USUAL_SCALE = 200 / 72;
/** A page of unusual size is drawn with its longer side as long as this, pixels. */
const MAX_SIDE = 4000;
/** No side is drawn shorter. */
const MIN_SIDE = 1;

let compiled: Promise<WebAssembly.Module> | undefined;

const wasmModule = (): Promise<WebAssembly.Module> =>
  (compiled ??= readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm')).then((bytes) =>
    WebAssembly.compile(bytes),
  ));

export interface PdfPage {
  readonly image: RgbImage;
  /** How many pages the document has. */
  readonly pages: number;
}

/**
 * Draws one page of a PDF document, from 1, at 200 dots per inch on white. Each call has its own instance of the library
 * (WebAssembly: no files, no network), so that nothing of a document outlives its call.
 * @throws EngineError `unreadable-image` or `pdf-page-missing`.
 */
export async function renderPdfPage(bytes: Uint8Array, pageNumber: number): Promise<PdfPage> {
  const library = await openLibrary();
  let document: Awaited<ReturnType<PDFiumLibrary['loadDocument']>> | undefined;
  try {
    document = await library.loadDocument(bytes);
    const pages = document.getPageCount();
    if (pageNumber < 1 || pageNumber > pages)
      throw new EngineError('pdf-page-missing', 'the PDF document has no such page');
    const page = document.getPage(pageNumber - 1);
    const { width, height, data } = await page.render({
      ...drawnSize(page.getOriginalSize()),
      render: 'bitmap',
    });
    return { image: { width, height, data: withoutAlpha(data, width * height) }, pages };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw unreadable();
  } finally {
    document?.destroy();
    library.destroy();
  }
}

/**
 * How many pages a PDF document has, 0 among them; none is drawn.
 * @throws EngineError `unreadable-image`
 */
export async function countPdfPages(bytes: Uint8Array): Promise<number> {
  const library = await openLibrary();
  let document: Awaited<ReturnType<PDFiumLibrary['loadDocument']>> | undefined;
  try {
    document = await library.loadDocument(bytes);
    return document.getPageCount();
  } catch {
    throw unreadable();
  } finally {
    document?.destroy();
    library.destroy();
  }
}

const unreadable = (): EngineError =>
  new EngineError(
    'unreadable-image',
    'the PDF document cannot be opened: it is damaged or protected by a password',
  );

async function openLibrary(): Promise<PDFiumLibrary> {
  const module = await wasmModule();
  return PDFiumLibrary.init({
    instantiateWasm: (imports, done) => {
      const ready = done as (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;
      void WebAssembly.instantiate(module, imports).then((instance) => {
        ready(instance, module);
      });
      return {};
    },
  });
}

/** Pixels of the drawn page; the library multiplies them by its scale, 1 unless told. */
function drawnSize(page: { originalWidth: number; originalHeight: number }): {
  width: number;
  height: number;
  scale: number;
} {
  const scale = Math.min(USUAL_SCALE, MAX_SIDE / Math.max(page.originalWidth, page.originalHeight));
  const side = (points: number): number => Math.max(MIN_SIDE, Math.round(points * scale));
  return { width: side(page.originalWidth), height: side(page.originalHeight), scale: 1 };
}

function withoutAlpha(rgba: Uint8Array, pixels: number): Uint8Array {
  const rgb = new Uint8Array(3 * pixels);
  for (let i = 0, from = 0, to = 0; i < pixels; i++, from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return rgb;
}
