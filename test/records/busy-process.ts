import { randomUUID } from 'node:crypto';
import { ManualClock } from '../../src/lib/clock.ts';
import { readMasterKey } from '../../src/records/keys/master-key.ts';
import { openVault } from '../../src/records/vault.ts';
import { START, putRequest } from './vault-on-disk.ts';

// Writes about new subjects and reads old ones until it is told to stop; tells its parent of each round.
const [folder = '', keyFile = ''] = process.argv.slice(2);
const vault = await openVault({
  folder,
  masterKey: () => readMasterKey(keyFile),
  clock: new ManualClock(START),
});
const written: string[] = [];
let stopped = false;
process.on('message', () => (stopped = true));
while (!stopped) {
  const names = Array.from({ length: 5 }, () => randomUUID());
  await vault.put(
    names.map((value) => {
      const subject = { kind: 'person', value } as const;
      return putRequest('face.features', { subjects: [subject], sealedFor: subject });
    }),
  );
  written.push(...names);
  for (const value of [names[0] ?? '', written[Math.floor(written.length / 2)] ?? '']) {
    const found = await vault.find('face.features', { subject: { kind: 'person', value } });
    if (found.length !== 1) throw new Error('What was written cannot be read');
  }
  process.send?.(written.length);
}
await vault.close();
process.send?.({ written });
process.disconnect();
