import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { Consents, type Withdrawn } from '../../src/registry/consents/consents.ts';
import type { DatasetPart } from '../../src/registry/datasets/dataset.ts';
import { APP, VaultOnDisk, countsOf } from '../records/vault-on-disk.ts';

const PURPOSE = 'improve models';
const PHOTO_BYTES = 600;

const open = async () => {
  const disk = await VaultOnDisk.open();
  const consents = new Consents(disk.vault, disk.clock, compose());
  const give = (consentId: string, purpose = PURPOSE) =>
    consents.give({
      ...{ appId: APP, region: 'ap-singapore', consentId, endUser: `user of ${consentId}`, purpose },
      ...{ category: 'ocr.identification', fields: ['name', 'photo'], evidence: `form of ${consentId}` },
      ...{ language: 'en', jurisdiction: 'SG', age: { band: 'of-age' } },
    });
  const capture = (consentId: string, name: string) =>
    disk.vault.put([
      {
        category: 'ocr.identification',
        record: { name, photo: new Uint8Array(PHOTO_BYTES).fill(name.charCodeAt(0)) },
        context: { appId: APP, region: 'ap-singapore', subjects: [], consentId },
      },
    ]);
  const request = {
    appId: APP,
    region: 'ap-singapore',
    category: 'ocr.identification',
    purpose: PURPOSE,
  } as const;
  return { disk, consents, give, capture, request, [Symbol.asyncDispose]: () => disk[Symbol.asyncDispose]() };
};

const names = ({ records }: DatasetPart): string[] =>
  records.map(({ document }) => (JSON.parse(document) as { fields: { name: string } }).fields.name);
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

describe('a data set', () => {
  it('holds what live consents for its purpose cover, with a manifest that vouches for every byte', async () => {
    await using all = await open();
    for (const id of ['a', 'b', 'c']) await all.give(id);
    await all.give('d', 'registration');
    for (const id of ['a', 'b', 'c', 'd']) await all.capture(id, `name ${id}`);
    await all.consents.withdraw(APP, 'b', { region: 'ap-singapore' });
    const part = await all.consents.datasets.part({ ...all.request, maxBytes: 1e6 });
    expect(names(part)).toEqual(['name a', 'name c']);
    expect(part.next).toBeNull();
    expect(part.manifestHash).toBe(sha256(part.manifest));
    const manifest = JSON.parse(part.manifest) as Record<'consents' | 'records', Record<string, unknown>[]>;
    expect(manifest.consents).toEqual([
      {
        consentId: 'a',
        evidence: 'form of a',
        fields: ['name', 'photo'],
        purpose: PURPOSE,
        withdrawn: false,
      },
      {
        consentId: 'c',
        evidence: 'form of c',
        fields: ['name', 'photo'],
        purpose: PURPOSE,
        withdrawn: false,
      },
    ]);
    for (const [i, { document, files }] of part.records.entries())
      expect(manifest.records[i]).toMatchObject({
        sha256: sha256(document),
        files: [{ field: 'photo', sizeBytes: PHOTO_BYTES, sha256: sha256(files[0]?.content ?? '') }],
      });
  });

  it('comes in parts that fit, each on record; a later withdrawal finds them', async () => {
    await using all = await open();
    for (const id of ['a', 'b']) await all.give(id);
    for (const [id, name] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
      ['b', '4'],
      ['b', '5'],
    ] as const)
      await all.capture(id, name);
    const parts: DatasetPart[] = [];
    for (let after: string | null = null; ;) {
      const part: DatasetPart = await all.consents.datasets.part({
        ...all.request,
        maxBytes: 6_500,
        ...(after === null ? {} : { after }),
      });
      parts.push(part);
      after = part.next;
      if (after === null) break;
    }
    expect(parts.map(({ records }) => records.length)).toEqual([2, 2, 1]);
    expect(parts.flatMap(names).sort()).toEqual(['1', '2', '3', '4', '5']);
    expect(new Set(parts.map(({ exportId }) => exportId)).size).toBe(1);
    const { exports } = (await all.consents.withdraw(APP, 'a', { region: '' })) as Withdrawn;
    expect(exports).toMatchObject([{ exportId: parts[0]?.exportId, records: 5, consents: ['a', 'b'] }]);
    expect(await all.consents.datasets.exports({ appId: APP, consentId: 'z' })).toEqual([]);
    expect(await all.consents.datasets.exports({ appId: '1250000002' })).toEqual([]);
  });

  it('has nothing of a consent that is withdrawn while it is put together', async () => {
    await using all = await open();
    for (const id of ['a', 'b']) {
      await all.give(id);
      await all.capture(id, `name ${id}`);
    }
    const find = all.disk.vault.find.bind(all.disk.vault);
    let withdrawn = false;
    // Between the reading of the records and the filing of the export.
    all.disk.vault.find = async (category, query) => {
      const found = await find(category, query);
      if (category === 'ocr.identification' && query.subject?.value === 'b' && !withdrawn) {
        withdrawn = true;
        await all.consents.withdraw(APP, 'a', { region: '' });
      }
      return found;
    };
    expect(names(await all.consents.datasets.part({ ...all.request, maxBytes: 1e6 }))).toEqual(['name b']);
    expect(await all.consents.datasets.exports({ appId: APP })).toMatchObject([
      { records: 1, consents: ['b'] },
    ]);
  });

  it('can be tried, and is empty once what it is made of is due', async () => {
    await using all = await open();
    await all.give('a');
    await all.capture('a', 'name a');
    const { datasets } = all.consents;
    expect(await datasets.plan(all.request)).toMatchObject({ records: 1, consents: ['a'] });
    expect(await countsOf(all.disk.vault)).not.toHaveProperty('base.dataset-export');
    all.disk.clock.advance(30 * DAY_MS);
    expect(await datasets.plan(all.request)).toEqual({ records: 0, sizeBytes: 0, consents: [] });
  });

  it('goes on only where an export of the same account, category and purpose stopped', async () => {
    await using all = await open();
    await all.give('a');
    for (const name of ['1', '2']) await all.capture('a', name);
    const { next } = await all.consents.datasets.part({ ...all.request, maxBytes: 1 });
    const again = { ...all.request, maxBytes: 1, after: next ?? '' };
    for (const other of [{ after: 'x' }, { after: '' }, { purpose: 'another' }, { appId: '1250000002' }])
      await expect(all.consents.datasets.part({ ...again, ...other })).rejects.toThrow(RangeError);
    expect((await all.consents.datasets.part(again)).records).toHaveLength(1);
  });
});
