import { existsSync } from 'node:fs';
import {
  MasterKeyError,
  masterKeyFileOf,
  parseMasterKey,
  readMasterKey,
  readOrCreateMasterKey,
  type MasterKeySource,
} from './master-key.ts';

/** Given, or in a file beside the data folder, which is made if there is none and read again whenever a rotation may have replaced it. */
export const masterKeyFor = (given: string | undefined, dataFolder: string): MasterKeySource => {
  if (given) return parseMasterKey(given);
  const file = masterKeyFileOf(dataFolder);
  readOrCreateMasterKey(file);
  return () => readMasterKey(file);
};

/**
 * Of the first folder that has one; none is made: it would not open what was sealed.
 * @throws MasterKeyError when none has
 */
export const knownMasterKey = (given: string | undefined, folders: readonly string[]): MasterKeySource => {
  if (given) return parseMasterKey(given);
  const file = folders.map(masterKeyFileOf).find((each) => existsSync(each));
  if (file === undefined)
    throw new MasterKeyError(
      'There is no master key: set LETHE_MASTER_KEY, or put its file beside the data folder',
    );
  return readMasterKey(file);
};
