import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { Accounts } from '../../src/registry/accounts.ts';
import { VaultOnDisk } from '../records/vault-on-disk.ts';

describe("an account's jurisdiction", () => {
  it('is that of its sub-accounts and later keys; where none is named, the deployment’s counts', async () => {
    await using disk = await VaultOnDisk.open();
    const accounts = new Accounts(disk.vault, disk.clock, 'ap-singapore', 'ID');
    const korean = await accounts.create({ jurisdiction: 'KR' });
    const sub = await accounts.createSubAccount(korean.appId);
    const key = await accounts.addKey(korean.appId, sub.subUin);
    const unnamed = await accounts.create();
    expect([korean, sub, key, unnamed].map(({ jurisdiction }) => jurisdiction)).toEqual([
      'KR',
      'KR',
      'KR',
      null,
    ]);
    expect((await accounts.find(key.secretId))?.jurisdiction).toBe('KR');
    expect([korean, unnamed].map((one) => accounts.jurisdictionOf(one))).toEqual(['KR', 'ID']);
  });

  it('has floors that bind the record of the account', async () => {
    await using disk = await VaultOnDisk.open();
    const accounts = new Accounts(disk.vault, disk.clock, 'ap-singapore');
    const actions = await Promise.all(
      [{ jurisdiction: 'KR' }, {}].map(async (key) => {
        const { appId } = await accounts.create(key);
        return (await disk.vault.erase({ appId }, { dryRun: true })).steps[0]?.action;
      }),
    );
    expect(actions).toEqual(['restrict', 'erase']);
  });

  it('is a country', async () => {
    await using disk = await VaultOnDisk.open();
    const accounts = new Accounts(disk.vault, disk.clock, 'ap-singapore');
    await expect(accounts.create({ jurisdiction: 'Korea' })).rejects.toThrow('ISO 3166-1');
    expect(await accounts.list()).toEqual([]);
    expect(() => readConfig({ LETHE_JURISDICTION: 'kr' })).toThrow('LETHE_JURISDICTION');
    expect(readConfig({ LETHE_JURISDICTION: 'KR' }).jurisdiction).toBe('KR');
  });
});
