import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderObjects, type ObjectStore } from '../../src/storage/objects/folder-objects.ts';

const NAME = '0190a000-0000-7000-8000-0000000000ab';

const namesIn = async (objects: ObjectStore): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of objects.names()) names.push(name);
  return names;
};

/** What every store of objects must do. */
const describeObjectStore = (name: string, open: (folder: string) => Promise<ObjectStore>): void => {
  describe(`${name} as a store of objects`, () => {
    let folder: string;
    let objects: ObjectStore;
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'objects-'));
      objects = await open(folder);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('gives back what was written', async () => {
      await objects.write(NAME, Uint8Array.of(1, 2, 3));
      expect([...((await objects.read(NAME)) ?? [])]).toEqual([1, 2, 3]);
      expect(await namesIn(objects)).toEqual([NAME]);
    });

    it('overwrites as a whole', async () => {
      await objects.write(NAME, Uint8Array.of(1, 2, 3));
      await objects.write(NAME, Uint8Array.of(9));
      expect([...((await objects.read(NAME)) ?? [])]).toEqual([9]);
    });

    it('knows what is not there, and removes it without complaint', async () => {
      expect(await objects.read(NAME)).toBeNull();
      await objects.remove(NAME);
      await objects.write(NAME, Uint8Array.of(1));
      await objects.remove(NAME);
      expect(await objects.read(NAME)).toBeNull();
      expect(await namesIn(objects)).toEqual([]);
    });

    it.each(['../../outside', 'a/b/c/d/e/f', '', 'UPPER-CASE-NAME'])('refuses the name "%s"', async (bad) => {
      await expect(objects.write(bad, Uint8Array.of(1))).rejects.toThrow('object name');
    });
  });
};

describeObjectStore('a folder', openFolderObjects);

describe('a folder of objects', () => {
  it('removes what an interrupted write left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'objects-'));
    const objects = await openFolderObjects(folder);
    mkdirSync(join(folder, 'ab'));
    writeFileSync(join(folder, 'ab', `${NAME}.part`), 'half');
    expect(await namesIn(objects)).toEqual([]);
    await objects.remove(NAME);
    expect(readdirSync(join(folder, 'ab'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
