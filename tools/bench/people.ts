import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import { DAY_MS } from '../../src/lib/clock.ts';
import type { PutRequest, Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { faceRecordId, newFaceId } from '../../src/registry/people/face-ids.ts';
import { openPeople, type OpenPeople } from '../../src/registry/people/people.ts';
import type { FaceMaker } from '../../src/registry/people/types.ts';
import { createCodeSets } from '../../src/storage/vectors/code-sets.ts';
import type { CodeSet, CodeSets } from '../../src/storage/vectors/types.ts';
import { fill } from './bulk.ts';

type Figure = { name: string; value: number; unit: string };

/** Templates that lie there meanwhile; `LETHE_BENCH_TEMPLATES` changes it. */
const TEMPLATES = Number(process.env['LETHE_BENCH_TEMPLATES'] ?? 1_000_000);
/** Templates that are opened and put into memory; `LETHE_BENCH_OPENED` changes it. */
const OPENED = Number(process.env['LETHE_BENCH_OPENED'] ?? 50_000);
const ENROLLED = 400;
const AT_ONCE = 16;
const SEARCHES = 21;
const ERASURES = 15;
const START = Date.UTC(2026, 0, 15, 12);
const APP = '1250000001';
const OWNER = { appId: APP, region: 'ap-singapore', jurisdiction: null };
const TEMPLATE_BYTES = TEMPLATE_BITS / 8;
const clock = { now: () => START };

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

const group = (groupId: string) => ({
  ...{ groupId, name: groupId, tag: '', descriptionFields: [], modelVersion: '3.0' },
});

/** Whatever the secret, as a bench needs no accuracy. */
const faceOf =
  (template: Uint8Array): FaceMaker =>
  () =>
    template;

/** The next set that is made has so many random codes already; it tells how long its searches took. */
const filledSets = (codes: number): CodeSets & { readonly scans: number[] } => {
  const sets = createCodeSets();
  const scans: number[] = [];
  let left = codes;
  const filled = (set: CodeSet): CodeSet => {
    for (; left > 0; left -= 1) {
      const id = faceRecordId({ faceId: newFaceId(), filedAt: START, join: 1 });
      set.add([{ id, code: randomBytes(TEMPLATE_BYTES) }]);
    }
    return {
      get size() {
        return set.size;
      },
      add: (list) => set.add(list),
      remove: (ids) => set.remove(ids),
      has: (id) => set.has(id),
      ids: () => set.ids(),
      clear: () => set.clear(),
      search: async (query) => {
        const started = performance.now();
        const hits = await set.search(query);
        scans.push(performance.now() - started);
        return hits;
      },
    };
  };
  return { ...sets, scans, create: (bits) => filled(sets.create(bits)) };
};

/** A vault with a million sealed templates that nobody asks for. */
const withTemplates = async <R>(work: (vault: Vault) => Promise<R>): Promise<R> => {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const masterKey = randomBytes(32);
  try {
    let vault = await openVault({ folder, masterKey, clock });
    await vault.put(templates(1));
    await vault.close();
    if (TEMPLATES > 0) {
      const db = new DatabaseSync(join(folder, 'lethe.db'), { readOnly: true });
      const keyId = Number(db.prepare('select key_id from entries limit 1').get()?.['key_id']);
      db.close();
      const bulk = { rows: TEMPLATES, kind: 'face.features', owner: APP, keyId, createdAt: START };
      fill(folder, 'lethe.db', { ...bulk, overMs: DAY_MS, lifeMs: 3650 * DAY_MS });
    }
    vault = await openVault({ folder, masterKey, clock });
    const result = await work(vault);
    await vault.close();
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Templates of one group, each of another face, under a key of its own. */
const templates = (count: number, subject = 'nobody'): readonly PutRequest[] =>
  Array.from({ length: count }, (): PutRequest => {
    const faceId = newFaceId();
    const face = { kind: 'face', value: faceId } as const;
    const context = {
      ...{ appId: APP, region: 'ap-singapore', sealedFor: face },
      subjects: [face, { kind: 'group', value: subject }] as const,
      id: faceRecordId({ faceId, filedAt: START, join: 1 }),
    };
    return { category: 'face.features', record: { template: randomBytes(TEMPLATE_BYTES) }, context };
  });

/** Wall time and processor time of a piece of work, milliseconds. */
const timed = async (work: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> => {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1000 };
};

const enrol = async (people: OpenPeople): Promise<Figure[]> => {
  const personIds = Array.from({ length: ENROLLED }, (_, i) => `person-${i}`);
  const one = (personId: string) =>
    people.createPerson(
      OWNER,
      { personId, name: personId, gender: 0, groupId: 'g', descriptions: new Map() },
      faceOf(randomBytes(TEMPLATE_BYTES)),
    );
  const { ms, cpuMs } = await timed(() => {
    const lines = Array.from({ length: AT_ONCE }, async (_, line) => {
      for (let i = line; i < personIds.length; i += AT_ONCE) await one(personIds[i] ?? '');
    });
    return Promise.all(lines);
  });
  return [
    { name: `people enrolled, ${AT_ONCE} at once`, value: (1000 * ENROLLED) / ms, unit: 'templates/s' },
    { name: 'processor time of one', value: cpuMs / ENROLLED, unit: 'ms' },
  ];
};

const search = async (people: OpenPeople, scans: number[]): Promise<Figure[]> => {
  const beside: number[] = [];
  scans.length = 0;
  for (let i = 0; i < SEARCHES; i++) {
    const before = scans.length;
    const started = performance.now();
    await people.search(APP, ['g'], faceOf(randomBytes(TEMPLATE_BYTES)), {
      limit: 10,
      maxDistance: TEMPLATE_BITS,
    });
    const scanMs = scans.slice(before).reduce((sum, ms) => sum + ms, 0);
    beside.push(performance.now() - started - scanMs);
  }
  return [
    { name: 'search of all, the scan alone', value: median(scans), unit: 'ms' },
    { name: 'search, apart from the scan', value: median(beside), unit: 'ms' },
  ];
};

const erase = async (people: OpenPeople): Promise<Figure[]> => {
  const times = [];
  for (let i = 0; i < ERASURES; i++) times.push(await timed(() => people.removePerson(APP, `person-${i}`)));
  return [
    { name: 'erasing one person', value: median(times.map(({ ms }) => ms)), unit: 'ms' },
    { name: 'processor time of it', value: median(times.map(({ cpuMs }) => cpuMs)), unit: 'ms' },
  ];
};

/** How quickly templates come into memory, and how long they ever hold up anybody else. */
const load = async (vault: Vault): Promise<Figure[]> => {
  const people = openPeople({ vault, clock, sets: createCodeSets(), templateBits: TEMPLATE_BITS });
  await people.createGroup(OWNER, group('opened'));
  const [kept] = await vault.find('base.face-group', {
    appId: APP,
    subject: { kind: 'group', value: 'opened' },
  });
  const subject = `opened ${kept?.record.generation ?? ''}`;
  for (let i = 0; i < OPENED; i += 500) await vault.put(templates(500, subject));
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      await sleep(1);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  const bounds = { limit: 1, maxDistance: 0 };
  const { ms, cpuMs } = await timed(() =>
    people.search(APP, ['opened'], faceOf(randomBytes(TEMPLATE_BYTES)), bounds),
  );
  isOver = true;
  await watching;
  await people.close();
  return [
    { name: `first search: ${OPENED} templates opened`, value: (1000 * OPENED) / ms, unit: 'templates/s' },
    { name: 'processor time of one', value: (1000 * cpuMs) / OPENED, unit: 'us' },
    { name: 'longest that others waited meanwhile', value: longest, unit: 'ms' },
  ];
};

/** Enrolling, searching and erasing people where a million templates lie; and how templates come into memory. */
export const benchPeople = (): Promise<Figure[]> =>
  withTemplates(async (vault) => {
    const sets = filledSets(TEMPLATES);
    const people = openPeople({ vault, clock, sets, templateBits: TEMPLATE_BITS });
    await people.createGroup(OWNER, group('g'));
    await people.search(APP, ['g'], faceOf(randomBytes(TEMPLATE_BYTES)), { limit: 1, maxDistance: 0 });
    const figures = [
      ...(await enrol(people)),
      ...(await search(people, sets.scans)),
      ...(await erase(people)),
    ];
    await people.close();
    return [...figures, ...(await load(vault))];
  });
