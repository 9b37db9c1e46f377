import { openKeyCustody } from '../../src/records/keys/key-custody.ts';
import { readMasterKey } from '../../src/records/keys/master-key.ts';
import { ManualClock } from '../../src/lib/clock.ts';
import { START } from './vault-on-disk.ts';

// Rotates the master key, and kills itself at the event of progress that it is told.
const [folder = '', keyFile = '', killAt = '0'] = process.argv.slice(2);
await using keys = await openKeyCustody({
  folder,
  masterKey: () => readMasterKey(keyFile),
  keyFile,
  clock: new ManualClock(START),
});
let event = 0;
await keys.rotate({
  onProgress: () => {
    event += 1;
    if (event === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
