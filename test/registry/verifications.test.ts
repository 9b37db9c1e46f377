import { expect, test } from 'vitest';
import { Verifications } from '../../src/registry/verifications/verifications.ts';
import { APP, putRequest, VaultOnDisk } from '../records/vault-on-disk.ts';
import { subjectOf } from '../../src/registry/verifications/verification.ts';

const TOKEN = crypto.randomUUID().toUpperCase();

test('of two servers on a folder one at a time changes a verification', async () => {
  await using disk = await VaultOnDisk.open();
  const other = await disk.another();
  const [here, there] = [disk.vault, other].map((vault) => new Verifications(vault, disk.clock));
  await disk.vault.put([
    putRequest('ekyc.images-videos-results', { appId: APP, subjects: [subjectOf(TOKEN)] }),
  ]);
  const outcome = await here!.alone(TOKEN, async () => {
    expect(await here!.alone(TOKEN, async () => 'again')).toBeNull();
    expect(await there!.alone(crypto.randomUUID().toUpperCase(), async () => 'another')).toBe('another');
    return there!.alone(TOKEN, async () => 'at once');
  });
  expect(outcome).toBeNull();
  expect(await there!.alone(TOKEN, async () => 'after')).toBe('after');
  await expect(here!.alone(TOKEN, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await there!.alone(TOKEN, async () => 'after that')).toBe('after that');
  await other.close();
});
