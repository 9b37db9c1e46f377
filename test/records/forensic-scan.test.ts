import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const name = 'Zoë Canary-Quill';
const image = randomBytes(5_000);

const hidden: Record<string, (noise: Buffer) => Buffer> = {
  raw: (noise) => Buffer.concat([noise, Buffer.from(name), noise]),
  hex: (noise) => Buffer.from(Buffer.concat([noise, Buffer.from(name), noise]).toString('hex')),
  HEX: (noise) =>
    Buffer.from(
      Buffer.concat([noise, Buffer.from(name), noise])
        .toString('hex')
        .toUpperCase(),
    ),
  'utf-16le': (noise) => Buffer.concat([noise, Buffer.from(name, 'utf16le'), noise]),
  'utf-16be': (noise) => Buffer.concat([noise, Buffer.from(name, 'utf16le').swap16(), noise]),
};

describe('a scan of a folder', () => {
  it.each(Object.keys(hidden))('finds a text as %s', async (encoding) => {
    writeFileSync(join(folder, 'file'), hidden[encoding]?.(randomBytes(999)) ?? '');
    expect(await scanFolder(folder, { name })).toMatchObject([{ file: 'file', needle: 'name', encoding }]);
  });

  it.each([0, 1, 2])('finds a text in Base64 after %i bytes', async (offset) => {
    const text = Buffer.concat([randomBytes(300 + offset), Buffer.from(name), randomBytes(50)]);
    writeFileSync(join(folder, 'a'), text.toString('base64'));
    writeFileSync(join(folder, 'b'), text.toString('base64url'));
    const found = await scanFolder(folder, { name });
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set(['a', 'b']));
  });

  it('finds pieces of an image, and where two chunks meet', async () => {
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
    writeFileSync(join(folder, 'deep', 'er', 'piece'), image.subarray(3_000));
    writeFileSync(join(folder, 'edge'), Buffer.concat([Buffer.alloc((1 << 20) - 7), Buffer.from(name)]));
    const found = await scanFolder(folder, { name, image });
    expect(found.map(({ file, needle }) => `${file} ${needle}`).sort()).toEqual([
      'deep/er/piece image',
      'edge name',
    ]);
    expect(found.find(({ file }) => file === 'edge')?.offset).toBe((1 << 20) - 7);
  });

  it('finds a name of a file', async () => {
    writeFileSync(join(folder, `${name}.png`), '');
    expect(await scanFolder(folder, { name })).toMatchObject([{ offset: -1, encoding: 'raw' }]);
  });

  it('finds nothing where nothing is, and tells how far it is', async () => {
    writeFileSync(join(folder, 'noise'), randomBytes(100_000));
    let bytes = 0;
    expect(await scanFolder(folder, { name, image }, (progress) => (bytes = progress.bytes))).toEqual([]);
    expect(bytes).toBe(100_000);
  });

  it('refuses a needle that chance would find', async () => {
    await expect(scanFolder(folder, { name: 'Li' })).rejects.toThrow(RangeError);
  });
});
