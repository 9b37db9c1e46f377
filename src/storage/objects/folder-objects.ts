import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Sealed bytes under names. Content is sealed before it comes here: no plaintext touches the disk. */
export interface ObjectStore {
  /** Once it resolves, the object survives a power cut; before, either nothing or the whole object is there. */
  write(name: string, content: Uint8Array): Promise<void>;
  /** @returns null when there is no such object */
  read(name: string): Promise<Uint8Array | null>;
  /** Removes what is there; resolves also when nothing is. */
  remove(name: string): Promise<void>;
  names(): AsyncIterable<string>;
}

const NAME = /^[0-9a-z-]{8,64}$/;

/**
 * A folder, spread over 256 subfolders by the end of the name. Removing an object unlinks it without overwriting:
 * on journaling and copy-on-write file systems and on flash an overwrite need not reach the old blocks. What makes
 * the content unreadable is that its data key is destroyed first.
 */
export const openFolderObjects = async (folder: string): Promise<ObjectStore> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new Error('An object name has 8 to 64 lower-case letters, digits or hyphens');
    return join(folder, name.slice(-2), name);
  };
  return {
    write: async (name, content) => writeAtomically(pathOf(name), content),
    read: async (name) => readIfThere(pathOf(name)),
    remove: async (name) => {
      await rm(pathOf(name), { force: true });
      await rm(partOf(pathOf(name)), { force: true });
    },
    names: () => namesIn(folder),
  };
};

const partOf = (path: string): string => `${path}.part`;

const writeAtomically = async (path: string, content: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(partOf(path), 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partOf(path), path);
  await syncFolder(dirname(path));
};

/** A rename is durable only once its folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const readIfThere = async (path: string): Promise<Uint8Array | null> => {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

async function* namesIn(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const name of await readdir(join(folder, entry.name))) if (NAME.test(name)) yield name;
  }
}
