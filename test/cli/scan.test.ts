import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanText } from '../../src/cli/scan.ts';
import { categoryIds, category, type StorableCategoryId } from '../../src/policy/catalogue.ts';
import { APP, VaultOnDisk, putRequest } from '../records/vault-on-disk.ts';

const person = { kind: 'person', value: 'person-of-the-scan' } as const;
const plain = categoryIds.filter(
  (id) => category(id).medium !== 'none' && !('needsConsent' in category(id)) && id !== 'base.legal-hold',
) as StorableCategoryId[];

describe('a scan of the stores', () => {
  it('looks for what is held of every category, and finds nothing of it in clear', async () => {
    await using disk = await VaultOnDisk.open();
    for (const id of plain) {
      const texts = Object.entries(category(id).fields).filter(([, { type }]) => type === 'text');
      const given = Object.fromEntries(texts.map(([name]) => [name, `canary of ${name} in ${id}`]));
      await disk.vault.put([putRequest(id, { subjects: [person] }, given)]);
    }
    const sizes: number[] = [];
    const report = await disk.vault.scan({
      needles: { 'the person': person.value },
      onProgress: ({ bytes }) => sizes.push(bytes),
    });
    expect(report).toMatchObject({ findings: [], discrepancies: [] });
    expect(report.needles).toBeGreaterThan(50);
    expect(sizes.at(-1)).toBe(report.bytes);
    expect(scanText(report)).toContain('nothing found in clear, and nothing odd');
  });

  it('finds what somebody wrote beside the vault, and what the index does not know or misses', async () => {
    await using disk = await VaultOnDisk.open();
    const [id = ''] = await disk.vault.put([putRequest('asr.audio', { subjects: [person] })]);
    rmSync(join(disk.folder, 'objects', id.slice(-2), id));
    writeFileSync(join(disk.folder, 'objects', id.slice(-2), `${id.slice(0, -4)}aa${id.slice(-2)}`), 'left');
    writeFileSync(join(disk.folder, 'notes.txt'), `call ${person.value} back`);
    disk.clock.advance(2 * 86_400_000);
    const report = await disk.vault.scan({ needles: { 'the person': person.value } });
    expect(report.findings).toMatchObject([{ needle: 'the person', file: 'notes.txt', encoding: 'raw' }]);
    expect(report.discrepancies).toEqual([
      { what: 'relational: entries past their deadline', count: 1 },
      { what: 'objects: files without an entry', count: 1 },
      { what: 'objects: entries without a file', count: 1 },
    ]);
    expect(scanText(report)).toContain('FOUND the person in notes.txt at 5 (raw)');
    expect((await disk.vault.holdings(APP)).find(({ category: c }) => c === 'asr.audio')?.keptLate).toBe(1);
  });
});
