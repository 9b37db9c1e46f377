import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP, VaultOnDisk, callRecords, countsOf, putRequest, usageOf } from './vault-on-disk.ts';

const person = { kind: 'person', value: 'person-1' } as const;
const template = () => putRequest('face.features', { subjects: [person], sealedFor: person });

describe('two vaults on one folder', () => {
  it('see what the other writes and erases, keys included', async () => {
    await using disk = await VaultOnDisk.open();
    const other = await disk.another();
    await disk.vault.put([template()]);
    expect(await other.find('face.features', { subject: person })).toHaveLength(1);
    await other.erase({ appId: APP, subject: person });
    expect(await disk.vault.find('face.features', {})).toEqual([]);
    // The key that this one remembers is gone: it must not seal with it again.
    await disk.vault.put([template()]);
    expect(await other.find('face.features', { subject: person })).toHaveLength(1);
    await other.close();
    await disk.reopen();
    expect(await disk.vault.find('face.features', { subject: person })).toHaveLength(1);
  });

  it('may put and erase at the same time: what is there afterwards can be read', async () => {
    await using disk = await VaultOnDisk.open();
    const other = await disk.another();
    for (let round = 0; round < 10; round++)
      await Promise.all([
        disk.vault.put([template(), template()]),
        other.erase({ appId: APP, subject: person }).catch(() => undefined),
        disk.vault.put([template()]),
      ]);
    const { 'face.features': held = 0 } = await countsOf(disk.vault);
    expect(await disk.vault.find('face.features', {})).toHaveLength(held);
    await disk.vault.erase({ appId: APP, subject: person });
    expect(await countsOf(other)).toEqual({});
    await other.close();
  });
});

describe('a process that is killed while it writes', () => {
  const writer = join(import.meta.dirname, 'writer-process.ts');
  const start = (folder: string): ChildProcess =>
    fork(writer, [folder], {
      execPath: process.execPath,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });

  it('has billed every call that it acknowledged exactly once', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.close();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const child = start(disk.folder);
      child.on('message', (ids) => (ids as string[]).forEach((id) => acknowledged.add(id)));
      while (acknowledged.size < (round + 1) * 200) await once(child, 'message');
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    disk.vault = await disk.another();
    const usage = async () =>
      (await disk.vault.usage({ appId: APP, fromDay: '2026-01-01', toDay: '2026-02-01' }))[0];
    const monitored = await disk.vault.find('ocr.monitoring', { appId: APP });
    const callIds = monitored.map(({ record }) => record.callId);
    expect(new Set(callIds).size).toBe(callIds.length);
    expect((await usage())?.calls).toBe(callIds.length);
    for (const id of acknowledged) expect(callIds).toContain(id);
    // The callers that heard nothing try again; those that did hear do no harm when they do.
    await Promise.all([...acknowledged].slice(0, 50).map((id) => disk.vault.put(callRecords(id), usageOf())));
    expect((await usage())?.calls).toBe(callIds.length);
    expect(await disk.vault.searchLogs('ocr.operation-log', { text: callIds[0] ?? '' })).toHaveLength(1);
  });
});
