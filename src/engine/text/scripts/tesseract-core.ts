import { createRequire } from 'node:module';
import { once } from '../../../lib/once.ts';
import { readModel } from '../../models.ts';

/** One recogniser of the library; its memory is its own until `End`. */
export interface TesseractApi {
  /** 0 when the data could be loaded. `engine` 1: the neural network alone. */
  Init(folder: null, language: string, engine: 1): number;
  SetVariable(name: string, value: string): boolean;
  /** Takes the picture in the file `/input` of the library's memory. */
  SetImageFile(exif: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  GetJSONText(page: number): string;
  /** Forgets the picture and what was read in it. */
  Clear(): void;
  End(): void;
}

/** Tesseract in WebAssembly: no network, and no files but those in its own memory. */
export interface TesseractCore {
  readonly TessBaseAPI: new () => TesseractApi;
  readonly FS: {
    writeFile(path: string, content: Uint8Array): void;
    unlink(path: string): void;
  };
}

type CreateCore = (options: {
  wasmBinary: Uint8Array;
  print: () => void;
  printErr: () => void;
}) => Promise<TesseractCore>;

/** One library a process, whatever it reads. It prints nothing: what it prints may quote what it reads. */
export const tesseractCore = once(async (): Promise<TesseractCore> => {
  const create = createRequire(import.meta.url)(
    'tesseract.js-core/tesseract-core-relaxedsimd-lstm.js',
  ) as CreateCore;
  return create({ wasmBinary: await readModel('tesseract-core'), print: () => {}, printErr: () => {} });
});
