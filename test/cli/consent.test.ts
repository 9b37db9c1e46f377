import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerConsentCommands } from '../../src/cli/consent.ts';
import { registerDatasetCommands } from '../../src/cli/dataset.ts';
import { compose } from '../../src/policy/compose.ts';
import { Consents } from '../../src/registry/consents/consents.ts';
import { APP, VaultOnDisk } from '../records/vault-on-disk.ts';

let disk: VaultOnDisk;
let consents: Consents;
let folder: string;

beforeAll(async () => {
  disk = await VaultOnDisk.open();
  consents = new Consents(disk.vault, disk.clock, compose());
  folder = disk.parent;
});
afterAll(() => disk[Symbol.asyncDispose]());

/** Runs a command as `lethe` does; what it prints, or what is wrong. */
async function lethe(...args: string[]): Promise<string> {
  const program = new Command('lethe').exitOverride().configureOutput({ writeErr: () => undefined });
  registerConsentCommands(program, (use) => use(consents));
  registerDatasetCommands(program, (use) => use(consents));
  for (const group of program.commands)
    for (const command of group.commands) command.exitOverride().copyInheritedSettings(program);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await program.parseAsync(args, { from: 'user' });
    return log.mock.calls.map(String).join('\n');
  } catch (error) {
    return `error: ${(error as Error).message}`;
  } finally {
    log.mockRestore();
  }
}

const give = (...more: string[]) =>
  lethe(
    ...['consent', 'give', '--app', APP, '--id', 'c-1', '--end-user', 'user-1', '--fields', 'name,photo'],
    ...['--category', 'ocr.identification', '--purpose', 'training', '--evidence', 'form 17'],
    ...['--language', 'en', '--jurisdiction', 'SG', ...more],
  );

const PHOTO = new Uint8Array(500).fill(7);

const capture = () =>
  disk.vault.put([
    {
      category: 'ocr.identification',
      record: { name: 'ADA', photo: PHOTO },
      context: { appId: APP, region: 'ap-singapore', subjects: [], consentId: 'c-1' },
    },
  ]);

const exportTo = (out: string, ...more: string[]) =>
  lethe(
    ...['dataset', 'export', '--app', APP, '--category', 'ocr.identification', '--purpose', 'training'],
    ...['--out', out, ...more],
  );

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

describe('lethe consent and dataset', () => {
  it('give, list, export, withdraw', async () => {
    expect(await give('--age-band', 'of-age', '--dry-run')).toContain(
      'would be registered: consent c-1, live',
    );
    expect(JSON.parse(await lethe('consent', 'list', '--app', APP, '--json'))).toEqual([]);
    expect(await give('--age-band', 'under-age')).toBe('consent c-1, under-age');
    expect(await give('--age-band', 'under-age', '--parental-consent', 'form 18')).toBe('consent c-1, live');
    expect(
      JSON.parse(await lethe('consent', 'list', '--app', APP, '--state', 'live', '--json')),
    ).toMatchObject([
      { RecordId: 'c-1', Events: [{ AgeBand: 'under-age' }, { ParentalConsent: 'form 18' }] },
    ]);
    expect(await lethe('consent', 'list', '--app', APP, '--end-user', 'user-1')).toMatch(
      /c-1 +user-1 .* live/,
    );
    await capture();

    const out = join(folder, 'export');
    expect(await exportTo(out, '--dry-run')).toBe('1 records by 1 live consents');
    expect(readdirSync(folder)).not.toContain('export');
    const exportId = /export ([0-9a-f-]{36})/.exec(await exportTo(out))?.[1] ?? 'none';
    const names = readdirSync(out).sort();
    expect(names).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}\.json$/),
      expect.stringMatching(/^[0-9a-f-]{36}\.photo\.bin$/),
      'manifest.json',
    ]);
    for (const name of names) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    const [document = '', photo = ''] = names;
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      parts: { manifestHash: string; manifest: unknown }[];
    };
    expect(manifest).toMatchObject({
      exportId,
      parts: [
        {
          manifest: {
            consents: [{ consentId: 'c-1', evidence: 'form 17', withdrawn: false }],
            records: [
              {
                sha256: sha256(readFileSync(join(out, document))),
                files: [{ field: 'photo', sha256: sha256(readFileSync(join(out, photo))) }],
              },
            ],
          },
        },
      ],
    });
    const [part] = manifest.parts;
    expect(part?.manifestHash).toBe(sha256(Buffer.from(JSON.stringify(part?.manifest))));

    expect(await exportTo(out)).toBe('error: the folder for the export is not empty');
    expect(readdirSync(out)).toHaveLength(3);

    expect(await lethe('consent', 'withdraw', '--app', APP, '--id', 'c-1', '--dry-run')).toContain(
      '1 records would go',
    );
    const withdrawn = await lethe(
      'consent',
      'withdraw',
      '--app',
      APP,
      '--id',
      'c-1',
      '--evidence',
      'letter 3',
    );
    expect(withdrawn).toMatch(/is withdrawn[^]*1 records erased, receipt [0-9a-f-]{36}/);
    expect(withdrawn).toContain(`contained in export ${exportId}`);
    expect(await exportTo(join(folder, 'second'))).toContain('0 records by 0 live consents');
    const exports = async (id: string) =>
      JSON.parse(await lethe('dataset', 'exports', '--app', APP, '--consent', id, '--json')) as object[];
    expect(await exports('c-1')).toMatchObject([{ exportId, records: 1 }]);
    expect(await exports('c-2')).toEqual([]);
    expect(await lethe('dataset', 'exports', '--app', APP)).toContain(exportId);
    expect(await give('--age-band', 'of-age')).toContain('a new consent needs a new id');
  });

  it('say what is wrong', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await give('--date-of-birth', '1990-02-30')).toContain('YYYY-MM-DD');
    expect(await give('--date-of-birth', '1990-02-03', '--age-band', 'of-age')).toContain(
      'cannot be used with',
    );
    expect(await give('--expires', 'tomorrow')).toContain('expected an instant');
    expect(await lethe('consent', 'withdraw', '--app', APP, '--id', 'c-9')).toBe(
      'error: there is no such consent',
    );
    expect(await exportTo(join(folder, 'file'))).toContain('error: ');
  });
});
