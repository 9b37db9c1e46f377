import { randomUUID } from 'node:crypto';
import { ManualClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { MASTER_KEY, START, callRecords, usageOf } from './vault-on-disk.ts';

// Writes calls until it is killed, and tells its parent which of them were acknowledged.
const vault = await openVault({
  folder: process.argv[2] ?? '',
  masterKey: MASTER_KEY,
  clock: new ManualClock(START),
});
for (;;) {
  const ids = Array.from({ length: 20 }, () => randomUUID());
  await Promise.all(ids.map((id) => vault.put(callRecords(id), usageOf())));
  process.send?.(ids);
}
