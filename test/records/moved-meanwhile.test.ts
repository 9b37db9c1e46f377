import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Subject } from '../../src/records/types.ts';
import { APP, VaultOnDisk } from './vault-on-disk.ts';

const CATEGORY = 'base.face-person';
const ID = '01234567-0123-4567-89ab-0123456789ab';

const person = (value: string): Subject => ({ kind: 'person', value });

const put = (disk: VaultOnDisk, personId: string) => {
  const times = { createdAt: 1, updatedAt: 1 };
  const record = { appId: APP, personId, gender: 0, groups: [], joins: 0, ...times };
  const subject = person(personId);
  const context = { appId: APP, region: 'ap-singapore', subjects: [subject], sealedFor: subject };
  return disk.vault.put([{ category: CATEGORY, record, context }]);
};

it('what is found otherwise by the time that its key is destroyed goes all the same, and holds up nothing', async () => {
  await using disk = await VaultOnDisk.open();
  await put(disk, 'goes');
  await put(disk, 'stays');
  const [going] = await disk.vault.find(CATEGORY, { appId: APP, subject: person('goes') });
  using records = new DatabaseSync(join(disk.folder, 'lethe.db'));
  const row = records.prepare('select key_id as keyId from entries where id = ?').get(going?.id ?? '');
  // Decided by a token under which, meanwhile, nothing is.
  const disposal = {
    ...{ id: ID, at: disk.clock.now(), kind: 'erasure', appId: APP, counts: { [CATEGORY]: 1 } },
    ...{ what: { owner: APP, token: 'none', kinds: [CATEGORY] }, keyIds: [row?.['keyId']] },
    commitment: '00'.repeat(32),
  };
  using ledger = new DatabaseSync(join(disk.folder, 'ledger.db'));
  ledger.prepare('insert into disposals (id, body) values (?, ?)').run(ID, JSON.stringify(disposal));
  await disk.reopen();
  expect(await disk.vault.count(CATEGORY, { appId: APP })).toBe(1);
  expect(await disk.vault.count(CATEGORY, { appId: APP, subject: person('stays') })).toBe(1);
  expect((await disk.vault.receipts({ limit: 1 }))[0]?.id).toBe(ID);
  expect((await disk.vault.scan()).discrepancies).toEqual([]);
});
