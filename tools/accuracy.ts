import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { documentAccuracy } from './accuracy/documents.ts';
import { faceAccuracy } from './accuracy/face.ts';
import { paperAccuracy } from './accuracy/invoices.ts';
import { mrzAccuracy } from './accuracy/mrz.ts';
import { plateAccuracy } from './accuracy/plates.ts';
import { receiptFieldAccuracy } from './accuracy/receipt-fields.ts';
import { sealAccuracy } from './accuracy/seals.ts';
import { hotWordAccuracy } from './accuracy/speech-hot-words.ts';
import { speechAccuracy } from './accuracy/speech.ts';
import { tableAccuracy } from './accuracy/table.ts';
import { templateAccuracy } from './accuracy/templates.ts';
import { textAccuracy } from './accuracy/text.ts';

/** `npm run accuracy -- FOLDER [--only text|table|receipts|speech|hot-words|face|templates] [--limit N]`: how well each recogniser does on real material;
 * `npm run accuracy -- --only zones|seals|plates|papers`: on drawn machine readable zones, seals, licence plates, invoices and business cards. */
const measures = {
  text: textAccuracy,
  table: tableAccuracy,
  receipts: receiptFieldAccuracy,
  speech: speechAccuracy,
  'hot-words': hotWordAccuracy,
  face: faceAccuracy,
  templates: templateAccuracy,
} as const;
const folders = {
  text: 'ocr',
  table: 'ocr',
  receipts: 'ocr',
  speech: 'asr',
  'hot-words': 'asr',
  face: 'face',
  templates: 'face',
} as const;

const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};

const only = option('only');
const limit = option('limit');
const drawn = {
  zones: mrzAccuracy,
  seals: sealAccuracy,
  plates: plateAccuracy,
  papers: paperAccuracy,
} as const;
if (only !== undefined && only in drawn) {
  console.table(await drawn[only as keyof typeof drawn](limit ? { limit: Number(limit) } : {}));
  process.exit(0);
}
const [given] = args;
const limits = limit ? { limit: Number(limit) } : {};

if (!only || only === 'documents') {
  console.log('\ndocuments');
  console.table(await documentAccuracy(limits));
}
if (only !== 'documents') {
  if (given === undefined || !existsSync(given)) {
    console.error(
      'Say which folder holds the real material: npm run accuracy -- FOLDER (ocr/, asr/, face/ in it)',
    );
    process.exit(1);
  }
  const folder = resolve(given);
  for (const name of Object.keys(measures) as (keyof typeof measures)[]) {
    if ((only && only !== name) || !existsSync(resolve(folder, folders[name]))) continue;
    console.log(`\n${name}`);
    console.table(await measures[name](folder, limits));
  }
}
