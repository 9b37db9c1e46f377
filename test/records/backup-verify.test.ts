import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backups } from '../../src/records/backup/backups.ts';
import { BackedUpVault, backupsOf, filesUnder, plant, stored } from './backup-drill.ts';
import { APP } from './vault-on-disk.ts';
import { propertyRuns } from '../support/property-runs.ts';

describe('verify', () => {
  let backedUp: BackedUpVault;
  let backups: Backups;
  beforeAll(async () => {
    backedUp = await BackedUpVault.open();
    for (const id of stored) await plant(backedUp.vault, id, APP);
    await backedUp.vault.backup({ to: backedUp.repository });
    backups = await backupsOf(backedUp);
  });
  afterAll(() => backedUp[Symbol.asyncDispose]());

  it('finds nothing in what is as it was written', async () => {
    expect(await backups.verify()).toMatchObject({ snapshots: 1, problems: [] });
    expect(await backups.verify({ snapshot: 'latest' })).toMatchObject({ problems: [] });
  });

  it('finds any changed byte, in whatever file, and a restore refuses it', async () => {
    const files = filesUnder(backedUp.repository).filter((file) => /parts|snapshots/.test(file));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, change) => {
        const file = files[which % files.length] ?? '';
        const whole = readFileSync(file);
        const changed = Buffer.from(whole);
        const at = where % whole.length;
        changed[at] = (changed[at] ?? 0) ^ change;
        writeFileSync(file, changed);
        try {
          expect((await backups.verify()).problems).not.toEqual([]);
          const folder = backedUp.newFolder();
          await expect(backedUp.restore({ folder })).rejects.toThrow(/damaged/);
          expect(existsSync(folder)).toBe(false);
        } finally {
          writeFileSync(file, whole);
        }
      }),
      propertyRuns(25),
    );
    expect((await backups.verify()).problems).toEqual([]);
  });

  it('finds what is cut off, appended, exchanged, missing or too much', async () => {
    const parts = filesUnder(join(backedUp.repository, 'parts'));
    const [a = '', b = ''] = parts;
    const [contentA, contentB] = [readFileSync(a), readFileSync(b)];
    const check = async (file: string): Promise<void> => {
      const { problems } = await backups.verify();
      expect(problems.map((one) => one.file)).toContain(
        file.slice(backedUp.repository.length + 1).replace(/parts\/..\//, 'parts/'),
      );
      writeFileSync(a, contentA);
      writeFileSync(b, contentB);
    };
    writeFileSync(a, contentA.subarray(0, -1));
    await check(a);
    appendFileSync(a, 'x');
    await check(a);
    writeFileSync(a, contentB);
    await check(a);
    rmSync(b);
    await check(b);
    const extra = join(dirname(a), `${a.slice(-64, -62)}${'0'.repeat(62)}`);
    writeFileSync(extra, contentA);
    await check(extra);
    rmSync(extra);
    expect((await backups.verify()).problems).toEqual([]);
  });
});
