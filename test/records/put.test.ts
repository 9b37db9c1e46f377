import { describe, expect, it } from 'vitest';
import type { RecordOf } from '../../src/policy/catalogue.ts';
import { compose } from '../../src/policy/compose.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import type { PutRequest, Vault } from '../../src/records/types.ts';
import { APP, VaultOnDisk, callRecords, countsOf, putRequest, usageOf } from './vault-on-disk.ts';

const bill = (vault: Vault, appId = APP) =>
  vault.usage({ appId, fromDay: '2026-01-01', toDay: '2026-02-01' });

describe('put', () => {
  it('writes records and usage of many calls at once, each exactly once', async () => {
    await using disk = await VaultOnDisk.open();
    const calls = Array.from({ length: 600 }, (_, i) => `request-${i % 500}`);
    const ids = await Promise.all(calls.map((id) => disk.vault.put(callRecords(id), usageOf())));
    expect(ids[500]).toEqual(ids[0]);
    expect(await countsOf(disk.vault)).toEqual({
      'base.transaction': 1,
      'ocr.monitoring': 500,
      'ocr.operation-log': 500,
    });
    expect(await bill(disk.vault)).toMatchObject([
      { appId: APP, day: '2026-01-15', volume: 500, calls: 500 },
    ]);
  });

  it('does not bill a call again that is tried again after a restart', async () => {
    await using disk = await VaultOnDisk.open();
    const first = await disk.vault.put(callRecords('request-1'), usageOf());
    disk.clock.advance(5_000);
    await disk.reopen();
    expect(await disk.vault.put(callRecords('request-1'), usageOf())).toEqual(first);
    expect(await bill(disk.vault)).toMatchObject([{ volume: 1, calls: 1 }]);
    expect(await countsOf(disk.vault)).toMatchObject({ 'ocr.monitoring': 1, 'ocr.operation-log': 1 });
  });

  it('does not bill a call again whose id the overlay keeps from being stored', async () => {
    const withoutFields = ['callId'];
    const overlay = parseOverlay({
      categories: { 'ocr.monitoring': { withoutFields }, 'ocr.operation-log': { withoutFields } },
    });
    await using disk = await VaultOnDisk.open(compose({ overlay }));
    for (let i = 0; i < 2; i++) await disk.vault.put(callRecords('request-1'), usageOf());
    expect(await bill(disk.vault)).toMatchObject([{ volume: 1, calls: 1 }]);
    const [stored] = await disk.vault.find('ocr.monitoring', { appId: APP });
    expect(stored?.record).not.toHaveProperty('callId');
  });

  it('tells the same request of two accounts apart', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put(callRecords('request-1', APP), usageOf(APP));
    await disk.vault.put(callRecords('request-1', '1250000002'), usageOf('1250000002'));
    expect(await bill(disk.vault, APP)).toMatchObject([{ calls: 1 }]);
    expect(await bill(disk.vault, '1250000002')).toMatchObject([{ calls: 1 }]);
    expect(await disk.vault.appIds()).toEqual([APP, '1250000002']);
  });

  it('adds up by day and item, within the days asked for', async () => {
    await using disk = await VaultOnDisk.open();
    const usage = (day: string, item: string, volume: number) => ({ appId: APP, day, item, volume });
    await disk.vault.put(
      [],
      [usage('2026-01-01', 'asr', 2.5), usage('2026-01-01', 'asr', 1.5), usage('2026-01-02', 'ocr', 1)],
    );
    await disk.vault.put([], [usage('2026-01-01', 'asr', 1), usage('2026-02-01', 'asr', 9)]);
    expect(
      (await bill(disk.vault)).map(({ day, item, volume, calls }) => [day, item, volume, calls]),
    ).toEqual([
      ['2026-01-01', 'asr', 5, 3],
      ['2026-01-02', 'ocr', 1, 1],
    ]);
  });

  it('keeps what is refused from the rest of its group, and leaves a receipt', async () => {
    await using disk = await VaultOnDisk.open();
    const bad = {
      ...putRequest('ocr.monitoring'),
      record: { surprise: 'Jane Doe' },
    } as unknown as PutRequest;
    const results = await Promise.allSettled([
      disk.vault.put(callRecords('request-1'), usageOf()),
      disk.vault.put([...callRecords('request-2'), bad], usageOf()),
      disk.vault.put([putRequest('ocr.identification', { consentId: 'none' })], usageOf()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await countsOf(disk.vault)).toMatchObject({ 'ocr.monitoring': 1, 'base.transaction': 1 });
    expect(await bill(disk.vault)).toMatchObject([{ calls: 1 }]);
    expect((await disk.vault.receipts()).map(({ kind }) => kind)).toEqual(['refusal', 'refusal']);
    expect(JSON.stringify(await disk.vault.receipts())).not.toContain('Jane');
  });
});

describe('a refusal', () => {
  const refused: readonly (readonly [string, PutRequest, object])[] = [
    [
      'an unknown field',
      putRequest('asr.results', {}, { mood: 'sad' }),
      { reason: 'unknown-field', field: 'mood' },
    ],
    [
      'a missing field',
      putRequest('asr.results', {}, { uin: undefined }),
      { reason: 'missing-field', field: 'uin' },
    ],
    [
      'a wrong type',
      putRequest('asr.results', {}, { audioTime: '3' }),
      { reason: 'wrong-type', field: 'audioTime' },
    ],
    [
      'an image in an error log',
      putRequest('face.error-log', {}, { input: { Image: 'A'.repeat(999) } }),
      { reason: 'excluded-content', field: 'input' },
    ],
    [
      'an unknown category',
      { ...putRequest('asr.results'), category: 'x.y' } as unknown as PutRequest,
      { reason: 'unknown-category' },
    ],
  ];
  it.each(refused)('of %s names the reason and nothing else', async (_, request, expected) => {
    await using disk = await VaultOnDisk.open();
    await expect(disk.vault.put([request])).rejects.toMatchObject({ name: 'VaultRefusal', ...expected });
    expect(await countsOf(disk.vault)).toEqual({});
  });

  it('never repeats a field name that may be data', async () => {
    await using disk = await VaultOnDisk.open();
    const request = putRequest('asr.results', {}, { 'Jane Doe, 1 Main Street': 1 });
    await expect(disk.vault.put([request])).rejects.toMatchObject({ field: null });
  });

  it('is also a compile error', () => {
    const record = {} as RecordOf<'asr.results'>;
    const context = { appId: APP, region: 'r', subjects: [] };
    const image = { image: new Uint8Array() };
    const allowed: PutRequest = { category: 'asr.results', record, context };
    // @ts-expect-error a field that the category does not name
    const unknownField: RecordOf<'asr.results'> = { ...record, mood: 'sad' };
    // @ts-expect-error a category that is never stored
    const neverStored: PutRequest = { category: 'face.images', record: image, context };
    expect([allowed, unknownField, neverStored]).toHaveLength(3);
  });
});

describe('search in an operation log', () => {
  it('finds words of any value, phrases, and only within the account', async () => {
    await using disk = await VaultOnDisk.open();
    const log = (appId: string, callId: string, steps: unknown) =>
      putRequest('ocr.operation-log', { appId }, { appId, callId, steps, request: { LanguageType: 'zh' } });
    await disk.vault.put([log(APP, 'req-1', ['decode', 'detect']), log(APP, 'req-2', ['decode'])]);
    await disk.vault.put([log('1250000002', 'req-3', ['decode'])]);
    const search = async (text: string, appId?: string): Promise<string[]> => {
      const found = await disk.vault.searchLogs('ocr.operation-log', { text, ...(appId ? { appId } : {}) });
      return found.map(({ record }) => (record as RecordOf<'ocr.operation-log'>).callId).sort();
    };
    expect(await search('decode')).toEqual(['req-1', 'req-2', 'req-3']);
    expect(await search('DECODE languagetype', APP)).toEqual(['req-1', 'req-2']);
    expect(await search('req-2')).toEqual(['req-2']);
    expect(await search('decode detect')).toEqual(['req-1']);
    expect(await search('undecodable')).toEqual([]);
    expect(await search('')).toEqual([]);
  });
});
