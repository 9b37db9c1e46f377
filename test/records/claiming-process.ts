import { ManualClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { APP, MASTER_KEY, START } from './vault-on-disk.ts';

// Claims a task in the folder that it is given, and holds it until it is killed.
const vault = await openVault({
  ...{ folder: process.argv[2] ?? '', masterKey: MASTER_KEY, clock: new ManualClock(START) },
});
const claim = await vault.claim(APP, { kind: 'task', value: 'quokka' });
process.send?.({ isHeld: claim !== null });
process.on('disconnect', () => process.exit());
