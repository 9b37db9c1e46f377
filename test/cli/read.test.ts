import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { numbered } from '../../src/cli/read/read.ts';
import { drawIdDocument, drawReceipt } from '../material/draw-document.ts';
import { pdfOf } from '../material/pdf.ts';
import { runLethe } from '../support/run-lethe.ts';

let folder: string;
const inFolder = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-read-'));
  await writeFile(inFolder('receipt.png'), (await drawReceipt()).image);
  await writeFile(inFolder('card.png'), (await drawIdDocument()).image);
  await writeFile(inFolder('broken.png'), 'no picture');
});
afterAll(() => rm(folder, { recursive: true }));

const read = (...args: string[]) => runLethe(['read', ...args], { cwd: folder, env: {} });

it('gives the lines of several pictures, and goes on after one that cannot be read', () => {
  const { out, error, code } = read('receipt.png', 'broken.png', 'card.png');
  expect(out).toContain('== receipt.png\nCORNER BOOKSHOP\n');
  expect(out).toContain('== card.png\n');
  expect(error.trim()).toBe('broken.png: this is not a PNG, JPEG, BMP, GIF, TIFF or WebP image');
  expect(code).toBe(1);
});

it('gives a zone as JSON and draws it over the picture, as large as the picture', async () => {
  const { out, code } = read('card.png', '--as', 'passport', '--json', '--overlay', 'drawn.png');
  expect(code).toBe(0);
  const { file, zone } = JSON.parse(out) as { file: string; zone: { surname: string; lines: string[] } };
  expect([file, zone.surname, zone.lines.length]).toEqual(['card.png', 'ERIKSSON', 3]);
  const [before, after] = await Promise.all([
    sharp(inFolder('card.png')).metadata(),
    sharp(inFolder('drawn.png')).metadata(),
  ]);
  expect([after.format, after.width, after.height]).toEqual(['png', before.width, before.height]);
  expect((await readFile(inFolder('drawn.png'))).equals(await readFile(inFolder('card.png')))).toBe(false);
});

it('reads every page of a PDF document, or the one that is asked for', async () => {
  const receipt = await readFile(inFolder('receipt.png'));
  const card = await readFile(inFolder('card.png'));
  await writeFile(inFolder('two.pdf'), await pdfOf([receipt, card]));
  const { out } = read('two.pdf');
  expect(out).toMatch(/== two\.pdf, page 1 of 2\nCORNER BOOKSHOP[^]*== two\.pdf, page 2 of 2\n/);
  expect(read('two.pdf', '--page', '2').out).toMatch(/^== two\.pdf, page 2 of 2\n/);
});

it('numbers pictures from the second', () => {
  expect([0, 1, 2].map((i) => numbered('a/out.png', i))).toEqual(['a/out.png', 'a/out-2.png', 'a/out-3.png']);
});
