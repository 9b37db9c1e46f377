import { restoreBackup } from '../../src/records/backup/restore.ts';
import { ManualClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { MASTER_KEY, START } from './vault-on-disk.ts';

// Creates or restores a back-up until it is killed or done, and tells its parent how far it is.
const [mode, repository = '', folder = '', mirrorFile = ''] = process.argv.slice(2);
const onProgress = (): void => void process.send?.('progress');
if (mode === 'create') {
  const vault = await openVault({ folder, masterKey: MASTER_KEY, clock: new ManualClock(START), mirrorFile });
  process.send?.('open');
  await vault.backup({ to: repository, onProgress });
  await vault.close();
} else {
  const options = { from: repository, folder, ledgerFile: mirrorFile, masterKey: MASTER_KEY, now: START };
  await restoreBackup({ ...options, onProgress });
}
process.send?.('done');
process.disconnect();
