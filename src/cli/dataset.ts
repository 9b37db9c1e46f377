import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import type {
  DatasetCategory,
  DatasetExport,
  DatasetPart,
  DatasetRequest,
} from '../registry/datasets/dataset.ts';
import type { Consents } from '../registry/consents/consents.ts';
import { columns, instantText } from './columns.ts';
import type { WithConsents } from './consent.ts';

interface ExportOptions {
  readonly app: string;
  readonly category: DatasetCategory;
  readonly purpose: string;
  readonly out?: string;
  readonly region: string;
  readonly dryRun?: boolean;
}

/** One part is in memory as a whole. */
const PART_BYTES = 64 * 1024 * 1024;

/** Refuses a folder that has something in it: what is exported must not mix with what was before. */
const prepare = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Error('the folder for the export is not empty');
};

/** Readable by the owner alone, and never over what is there. */
const write = (folder: string, name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(join(folder, name), content, { flag: 'wx', mode: 0o600 });

/** `ID.json` for each record, and `ID.FIELD.bin` for each of its fields of bytes. */
const writePart = async (folder: string, { records }: DatasetPart): Promise<void> => {
  for (const { id, document, files } of records) {
    await write(folder, `${id}.json`, document);
    for (const { field, content } of files) await write(folder, `${id}.${field}.bin`, content);
  }
};

interface Manifest {
  readonly exportId: string;
  readonly parts: readonly { readonly manifestHash: string; readonly manifest: unknown }[];
}

/** Part by part; each is on record before it is written. */
const writeAll = async (consents: Consents, request: DatasetRequest, folder: string): Promise<Manifest> => {
  const parts: Manifest['parts'][number][] = [];
  let exportId = '';
  for (let after: string | null = null; parts.length === 0 || after !== null;) {
    const part = await consents.datasets.part({ ...request, ...(after === null ? {} : { after }) });
    await writePart(folder, part);
    parts.push({ manifestHash: part.manifestHash, manifest: JSON.parse(part.manifest) as unknown });
    ({ exportId, next: after } = part);
  }
  const manifest = { exportId, parts };
  await write(folder, 'manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
};

const exportDataset = async (consents: Consents, options: ExportOptions): Promise<void> => {
  const { app, category, purpose, region, out, dryRun } = options;
  const request = { appId: app, category, purpose, region, maxBytes: PART_BYTES };
  const { records, consents: by } = await consents.datasets.plan(request);
  console.log(`${records} records by ${by.length} live consents`);
  if (dryRun) return;
  if (out === undefined) throw new Error('say where to: --out DIR');
  await prepare(out);
  try {
    const { exportId } = await writeAll(consents, request, out);
    console.log(`export ${exportId}`);
  } catch (error) {
    // Half an export is nobody's to keep.
    for (const name of await readdir(out)) await rm(join(out, name));
    throw error;
  }
};

const HEADS = ['export', 'at', 'category', 'purpose', 'records', 'consents'];

const cells = (one: DatasetExport): string[] => [
  one.exportId,
  instantText(one.at),
  one.category,
  one.purpose,
  String(one.records),
  String(one.consents.length),
];

interface ExportsOptions {
  readonly app: string;
  readonly consent?: string;
  readonly json?: boolean;
}

const showExports = async (consents: Consents, { app, consent, json }: ExportsOptions): Promise<void> => {
  const query = { appId: app, ...(consent === undefined ? {} : { consentId: consent }) };
  const found = await consents.datasets.exports(query);
  console.log(json ? JSON.stringify(found, null, 2) : columns(HEADS, found.map(cells)));
};

/** `lethe dataset export|exports`. */
export function registerDatasetCommands(program: Command, withConsents: WithConsents): void {
  const dataset = program.command('dataset').description('what was captured under consents, for training');
  dataset
    .command('export')
    .description(
      'write what live consents for a purpose cover into an empty folder, with a manifest of the consents',
    )
    .requiredOption('--app <appid>')
    .addOption(
      new Option('--category <category>')
        .choices(['ocr.identification', 'ekyc.identification'])
        .makeOptionMandatory(),
    )
    .requiredOption('--purpose <text>', 'exactly as the consents say it')
    .option('--out <dir>', 'an empty folder; it is made if it is not there')
    .option('--region <region>', 'service region', process.env['LETHE_REGION'] ?? 'ap-singapore')
    .option('--dry-run', 'only say how much it would be')
    .action((options: ExportOptions) => withConsents((consents) => exportDataset(consents, options)));
  dataset
    .command('exports')
    .description('what was handed out, newest first')
    .requiredOption('--app <appid>')
    .option('--consent <id>', 'only what contains data of this consent')
    .option('--json', 'as JSON')
    .action((options: ExportsOptions) => withConsents((consents) => showExports(consents, options)));
}
