import { expect, it } from 'vitest';
import type { Amendment, PutRequest, Vault } from '../../src/records/types.ts';
import { APP, recordOf, VaultOnDisk } from './vault-on-disk.ts';

const CATEGORY = 'base.face-person';
const person = { kind: 'person', value: 'p' } as const;
const group = { kind: 'group', value: 'g' } as const;
const others = { kind: 'group', value: 'others' } as const;

const request = (more: Partial<PutRequest['context']> = {}): PutRequest =>
  ({
    category: CATEGORY,
    record: recordOf(CATEGORY),
    context: { appId: APP, region: 'ap-singapore', subjects: [person], ...more },
  }) as PutRequest;

const amending = (id: string, version?: string): Amendment =>
  ({
    ...{ category: CATEGORY, appId: APP, id, record: recordOf(CATEGORY, { name: 'changed' }) },
    ...(version === undefined ? {} : { version }),
  }) as Amendment;

const onlyOne = async (vault: Vault) => {
  const [found] = await vault.find(CATEGORY, { appId: APP, subject: person });
  return { id: found?.id ?? '', version: found?.version ?? '' };
};

it('refuses what was made of a record that somebody changed since, and files no receipt of that', async () => {
  await using disk = await VaultOnDisk.open();
  const other = await disk.another();
  await disk.vault.put([request()]);
  const read = await onlyOne(disk.vault);
  await disk.vault.put([request({ subjects: [others], madeOf: [read] })]);
  await other.put([], [], [amending(read.id, read.version)]);

  const late = request({ subjects: [others], madeOf: [read] });
  await expect(disk.vault.put([late])).rejects.toMatchObject({ reason: 'changed' });
  await expect(disk.vault.put([], [], [amending(read.id, read.version)])).rejects.toMatchObject({
    reason: 'changed',
  });
  expect(await disk.vault.receipts()).toEqual([]);
  const again = await onlyOne(disk.vault);
  expect(again.version).not.toBe(read.version);
  await disk.vault.put([request({ subjects: [others], madeOf: [again, { id: read.id }] })]);
  expect(await disk.vault.count(CATEGORY, { appId: APP, subject: others })).toBe(2);
  await other.close();
});

it('refuses what was made of a record that is gone as changed, which is no refusal of the policy', async () => {
  await using disk = await VaultOnDisk.open();
  await disk.vault.put([request()]);
  const { id } = await onlyOne(disk.vault);
  await disk.vault.remove(CATEGORY, [id], 'done with it');
  await expect(disk.vault.put([request({ subjects: [others], madeOf: [{ id }] })])).rejects.toMatchObject({
    reason: 'changed',
  });
  expect((await disk.vault.receipts()).map(({ kind }) => kind)).toEqual(['erasure']);
});

it('lets one of two changes at once of the same reading through', async () => {
  await using disk = await VaultOnDisk.open();
  await disk.vault.put([request()]);
  const { id, version } = await onlyOne(disk.vault);
  const both = await Promise.allSettled([1, 2].map(() => disk.vault.put([], [], [amending(id, version)])));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('pages through what one subject finds, and another does not', async () => {
  await using disk = await VaultOnDisk.open();
  await disk.vault.put([
    ...Array.from({ length: 1_500 }, () => request({ subjects: [others, group] })),
    request({ subjects: [person, others] }),
    ...Array.from({ length: 700 }, () => request({ subjects: [others, group] })),
    request({ subjects: [others] }),
    request({ subjects: [group] }),
  ]);
  const found: string[] = [];
  for await (const page of disk.vault.pages(CATEGORY, { appId: APP, subject: others, without: group }))
    found.push(...page.map(({ id }) => id));
  const all = await disk.vault.find(CATEGORY, { appId: APP, subject: others });
  expect(all).toHaveLength(2_202);
  expect(found).toHaveLength(2);
  expect(found).toContain((await onlyOne(disk.vault)).id);
});
