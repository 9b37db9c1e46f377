import { randomUUID } from 'node:crypto';
import { ManualClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { APP, MASTER_KEY, START, putRequest } from './vault-on-disk.ts';

// Makes and destroys keys of subjects until it is killed.
const [folder = '', mirrorFile = ''] = process.argv.slice(2);
const vault = await openVault({ folder, masterKey: MASTER_KEY, mirrorFile, clock: new ManualClock(START) });
for (;;) {
  const subjects = [randomUUID(), randomUUID()].map((value) => ({ kind: 'person', value }) as const);
  await vault.put(
    subjects.map((subject) => putRequest('face.features', { subjects: [subject], sealedFor: subject })),
  );
  const [subject] = subjects;
  await vault.erase({ appId: APP, ...(subject ? { subject } : {}) });
  process.send?.('round');
}
