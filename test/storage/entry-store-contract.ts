import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryStore, NewEntry } from '../../src/storage/entries.ts';
import type { LogEntry } from '../../src/storage/logs/log-index.ts';

type Opened = EntryStore & { close(): Promise<void> };

let counter = 0;
export const entry = (more: Partial<LogEntry> = {}): LogEntry => {
  const sealed = more.sealed === undefined ? new TextEncoder().encode(`sealed-${++counter}`) : more.sealed;
  return {
    id: `00000000-0000-7000-8000-${String(++counter).padStart(12, '0')}`,
    kind: 'kind.a',
    owner: 'owner-1',
    region: 'ap-1',
    jurisdiction: null,
    createdAt: 1_000,
    visibleUntil: null,
    removeAt: null,
    keyId: 1,
    sizeBytes: sealed?.length ?? 0,
    tokens: [],
    once: null,
    sealed,
    words: [],
    ...more,
  };
};

export const bytesUnder = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path)),
  );

/** What every store of entries must do. An adapter joins by saying how it is opened on a folder of its own. */
export const describeEntryStore = (name: string, open: (folder: string) => Promise<Opened>): void => {
  let folder: string;
  let store: Opened;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'store-'));
    store = await open(folder);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const insert = async (...entries: NewEntry[]): Promise<void> => store.insert(entries);
  const idsFound = async (...args: Parameters<EntryStore['find']>): Promise<string[]> =>
    (await store.find(...args)).map(({ id }) => id);

  describe(`${name} as a store of entries`, () => {
    it('gives back what was inserted, newest first', async () => {
      const older = entry({ createdAt: 1, jurisdiction: 'KR', visibleUntil: 5, removeAt: 6 });
      const newer = entry({ createdAt: 2, sealed: null });
      await insert(older, newer);
      const [first, second] = await store.find({}, 10);
      expect(first?.id).toBe(newer.id);
      expect(first?.sealed).toBeNull();
      const { tokens: _t, once: _o, words: _w, sealed, ...head } = older;
      expect(second).toMatchObject(head);
      expect(Buffer.from(second?.sealed ?? []).equals(Buffer.from(sealed ?? []))).toBe(true);
      expect(await store.heads({ ids: [older.id] }, 10)).toEqual([head]);
    });

    it('reads back all that was inserted', async () => {
      const filed = entry({ tokens: ['t1', 't2'], once: 'o1', removeAt: 9 });
      await insert(filed, entry());
      const [read, ...others] = await store.read([filed.id, 'not-there']);
      expect(others).toEqual([]);
      const { sealed, ...rest } = read as NewEntry;
      const { sealed: _s, words: _w, ...expected } = filed;
      expect({ ...rest, tokens: rest.tokens.toSorted() }).toMatchObject(expected);
      expect(Buffer.from(sealed ?? [])).toEqual(Buffer.from(filed.sealed ?? []));
    });

    it('filters by everything that an entry is filed by', async () => {
      const a = entry({ tokens: ['t1', 't2'], createdAt: 10, keyId: 7, once: 'o1' });
      const b = entry({ tokens: ['t2'], owner: 'owner-2', createdAt: 20, kind: 'kind.b' });
      const c = entry({ createdAt: 30, visibleUntil: 100, removeAt: 200 });
      await insert(a, b, c);
      expect(await idsFound({ tokens: ['t1'] }, 10)).toEqual([a.id]);
      expect(await idsFound({ tokens: ['t1', 't2'] }, 10)).toEqual([b.id, a.id]);
      expect(await idsFound({ tokens: ['t2'], owners: ['owner-2'] }, 10)).toEqual([b.id]);
      expect(await idsFound({ kinds: ['kind.b'] }, 10)).toEqual([b.id]);
      expect(await idsFound({ keyIds: [7] }, 10)).toEqual([a.id]);
      expect(await idsFound({ once: ['o1'] }, 10)).toEqual([a.id]);
      expect(await idsFound({ since: 20, until: 30 }, 10)).toEqual([b.id]);
      expect(await idsFound({ owners: [] }, 10)).toEqual([]);
      expect(await idsFound({}, 2)).toEqual([c.id, b.id]);
      expect(await store.count({ owners: ['owner-1'] })).toBe(2);
      expect(await store.owners()).toEqual(['owner-1', 'owner-2']);
      expect(await store.keysInUse([1, 7, 8])).toEqual(new Set([1, 7]));
      expect((await store.usedKeys()).toSorted()).toEqual([1, 7]);
    });

    it('shows an entry until its time, and calls it due from its other time on', async () => {
      const bounded = entry({ visibleUntil: 100, removeAt: 200 });
      await insert(bounded, entry({ id: 'always-there' }));
      const ids = (at: object): Promise<string[]> => idsFound({ ids: [bounded.id], ...at }, 10);
      expect(await ids({ visibleAt: 99 })).toEqual([bounded.id]);
      expect(await ids({ visibleAt: 100 })).toEqual([]);
      expect(await ids({ dueAt: 199 })).toEqual([]);
      expect(await ids({ dueAt: 200 })).toEqual([bounded.id]);
      expect(await store.count({ dueAt: 1e15 })).toBe(1);
    });

    it('lists what is due longest first', async () => {
      const [late, later] = [entry({ removeAt: 20 }), entry({ removeAt: 10 })];
      await insert(late, later);
      expect((await store.heads({ dueAt: 50 }, 1)).map(({ id }) => id)).toEqual([later.id]);
    });

    it('passes over what is already there', async () => {
      const first = entry({ once: 'call-1', tokens: ['t'] });
      await insert(first);
      const second = entry({ once: 'call-2' });
      await insert(first, entry({ once: 'call-1', tokens: ['t'] }), second, second);
      expect(await store.count({})).toBe(2);
      expect(await store.count({ tokens: ['t'] })).toBe(1);
    });

    it('changes times', async () => {
      const changed = entry();
      await insert(changed, entry());
      await store.retime([changed.id], { visibleUntil: 5, removeAt: 9 });
      expect(await store.heads({ dueAt: 9 }, 10)).toMatchObject([{ id: changed.id, visibleUntil: 5 }]);
    });

    it('shortens times in bulk, and never lengthens any', async () => {
      const endless = entry();
      const long = entry({ visibleUntil: 500, removeAt: 900 });
      const short = entry({ visibleUntil: 10, removeAt: 20 });
      const between = entry({ visibleUntil: 10, removeAt: 900 });
      const others = [entry({ owner: 'owner-2' }), entry({ kind: 'kind.b' })];
      await insert(endless, long, short, between, ...others);
      const filter = { owners: ['owner-1'], kinds: ['kind.a'] };
      expect(await store.cap(filter, { visibleUntil: 100, removeAt: 200 })).toBe(3);
      expect(await store.cap(filter, { visibleUntil: 300, removeAt: 400 })).toBe(0);
      const times = async ({ id }: NewEntry) => {
        const [head] = await store.heads({ ids: [id] }, 1);
        return [head?.visibleUntil, head?.removeAt];
      };
      expect(await times(endless)).toEqual([100, 200]);
      expect(await times(long)).toEqual([100, 200]);
      expect(await times(short)).toEqual([10, 20]);
      expect(await times(between)).toEqual([10, 200]);
      for (const other of others) expect(await times(other)).toEqual([null, null]);
    });

    it('adds up', async () => {
      const times = { visibleUntil: 100, removeAt: 200 };
      await insert(
        entry({ createdAt: 1, sizeBytes: 5, ...times }),
        entry({ createdAt: 9, sizeBytes: 6, removeAt: 150 }),
      );
      await insert(entry({ kind: 'kind.b', owner: 'owner-2', sizeBytes: 1 }));
      const a = { kind: 'kind.a', count: 2, sizeBytes: 11, oldest: 1, newest: 9, nextRemoveAt: 150 };
      const b = { kind: 'kind.b', count: 1, sizeBytes: 1, nextRemoveAt: null, late: 0 };
      const at = async (now: number, owner?: string) =>
        (await store.summarise(now, owner)).toSorted((x, y) => x.kind.localeCompare(y.kind));
      expect(await at(0)).toMatchObject([{ ...a, late: 0 }, b]);
      expect(await at(100)).toMatchObject([{ ...a, late: 0 }, b]);
      expect(await at(200)).toMatchObject([{ ...a, late: 2 }, b]);
      expect(await at(0, 'owner-2')).toMatchObject([b]);
    });

    it('tallies alike entries, by time of creation only where the jurisdiction is known', async () => {
      await insert(entry({ createdAt: 1 }), entry({ createdAt: 2 }));
      await insert(entry({ createdAt: 1, jurisdiction: 'KR' }), entry({ createdAt: 2, jurisdiction: 'KR' }));
      const tallies = (await store.tally({})).map((t) => `${t.jurisdiction} ${t.createdAt} ${t.count}`);
      expect(tallies.sort()).toEqual(['KR 1 1', 'KR 2 1', 'null null 2']);
    });

    it('survives being closed and opened', async () => {
      await insert(entry({ tokens: ['kept'] }));
      await store.close();
      store = await open(folder);
      expect(await store.count({ tokens: ['kept'] })).toBe(1);
    });

    it('leaves no byte of what it removed', async () => {
      const gone = entry({
        tokens: ['token-of-gone'],
        owner: 'owner-of-gone',
        sealed: Buffer.alloc(20_000, 'sealed-of-gone'),
      });
      const stays = entry({ tokens: ['token-of-stays'], sealed: Buffer.from('sealed-of-stays') });
      await insert(gone, stays);
      expect(await store.remove([gone.id, 'not-there'])).toBe(1);
      await store.settle();
      const bytes = bytesUnder(folder);
      for (const trace of ['token-of-gone', 'owner-of-gone', 'sealed-of-gone', gone.id])
        expect(bytes.includes(trace)).toBe(false);
      expect(bytes.includes('token-of-stays')).toBe(true);
      expect(await idsFound({}, 10)).toEqual([stays.id]);
      expect(await store.remove([gone.id])).toBe(0);
    });

    it('shares its folder with another process', async () => {
      const other = await open(folder);
      await insert(entry({ tokens: ['mine'] }));
      await other.insert([entry({ tokens: ['theirs'] })]);
      expect(await store.count({ tokens: ['theirs'] })).toBe(1);
      expect(await other.remove((await other.heads({ tokens: ['mine'] }, 9)).map(({ id }) => id))).toBe(1);
      expect(await store.count({ tokens: ['mine'] })).toBe(0);
      await other.close();
    });
  });
};
