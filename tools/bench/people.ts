import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '../../src/engine/engine.ts';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import { CreatePerson } from '../../src/features/iai/CreatePerson.ts';
import { SearchFaces } from '../../src/features/iai/SearchFaces.ts';
import { systemClock as clock } from '../../src/lib/clock.ts';
import { silentLogger } from '../../src/lib/logger.ts';
import type { Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { openPeople, type OpenPeople } from '../../src/registry/people/people.ts';
import type { FaceMaker } from '../../src/registry/people/types.ts';
import { createCodeSets } from '../../src/storage/vectors/code-sets.ts';
import type { CodeSet, CodeSets } from '../../src/storage/vectors/types.ts';
import { facePhotos } from '../../test/material/faces.ts';
import { BENCH_APP as APP, idleServer, post, signedCall } from './idle-server.ts';
import { loadPeople, personIdOf } from './load-people.ts';
import { median, quantile } from './quantile.ts';

type Figure = { name: string; value: number; unit: string };

/** People of one face each in one group; `LETHE_BENCH_TEMPLATES` changes it. */
const PEOPLE = Number(process.env['LETHE_BENCH_TEMPLATES'] ?? 1_000_000);
const ENROLLED = 600;
const AT_ONCE = 16;
const SEARCHES = 31;
const ERASURES = 31;
const CALLS = 41;
const OWNER = { appId: APP, region: 'ap-singapore', jurisdiction: null };
const TEMPLATE_BYTES = TEMPLATE_BITS / 8;

/** Whatever the secret, as a bench needs no accuracy. */
const anyFace = (): FaceMaker => {
  const template = randomBytes(TEMPLATE_BYTES);
  return () => template;
};

/** Sets that tell how long their searches took. */
const timedSets = (): CodeSets & { readonly scans: number[] } => {
  const sets = createCodeSets();
  const scans: number[] = [];
  const timedSet = (set: CodeSet): CodeSet => ({
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
  });
  return { ...sets, scans, create: (bits) => timedSet(sets.create(bits)) };
};

/** Wall time and processor time of a piece of work, milliseconds. */
const timed = async (work: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> => {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1000 };
};

/** How quickly a group's templates come into memory, and how long that ever holds up anybody else. */
const open = async (people: OpenPeople): Promise<Figure[]> => {
  let [longest, longestCpu] = [0, 0];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { ms, cpuMs } = await timed(() => sleep(1));
      longest = Math.max(longest, ms);
      longestCpu = Math.max(longestCpu, cpuMs);
    }
  })();
  const { ms, cpuMs } = await timed(() => people.search(APP, ['g'], anyFace(), { limit: 1, maxDistance: 0 }));
  const counted = await timed(() => people.counts(APP, 'g'));
  isOver = true;
  await watching;
  return [
    { name: `first search: ${PEOPLE} templates opened`, value: ms / 1000, unit: 's' },
    { name: 'processor time of one', value: (1000 * cpuMs) / PEOPLE, unit: 'us' },
    { name: 'people and faces counted once', value: counted.ms / 1000, unit: 's' },
    { name: 'longest that others waited meanwhile', value: longest, unit: 'ms' },
    { name: 'processor time of that, at the most', value: longestCpu, unit: 'ms' },
  ];
};

const enrol = async (people: OpenPeople): Promise<Figure[]> => {
  const one = (personId: string) => {
    const person = { personId, name: personId, gender: 0, groupId: 'g', descriptions: new Map() } as const;
    return people.createPerson(OWNER, person, anyFace());
  };
  const { ms, cpuMs } = await timed(() => {
    const lines = Array.from({ length: AT_ONCE }, async (_, line) => {
      for (let i = line; i < ENROLLED; i += AT_ONCE) await one(`new-${i}`);
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
  const processor: number[] = [];
  scans.length = 0;
  for (let i = 0; i < SEARCHES; i++) {
    const before = scans.length;
    const bounds = { limit: 10, maxDistance: TEMPLATE_BITS };
    const { ms, cpuMs } = await timed(() => people.search(APP, ['g'], anyFace(), bounds));
    beside.push(ms - scans.slice(before).reduce((sum, one) => sum + one, 0));
    processor.push(cpuMs);
  }
  return [
    { name: 'search of all, the scan alone', value: median(scans), unit: 'ms' },
    { name: 'search, apart from the scan', value: median(beside), unit: 'ms' },
    { name: 'processor time of a search', value: median(processor), unit: 'ms' },
  ];
};

/** People from all over the group. */
const erase = async (people: OpenPeople): Promise<Figure[]> => {
  const times = [];
  for (let i = 0; i < ERASURES; i++) {
    const personId = personIdOf(Math.floor(((i + 0.5) * PEOPLE) / ERASURES));
    times.push(await timed(() => people.removePerson(APP, personId)));
  }
  const ms = times.map((one) => one.ms);
  return [
    { name: 'erasing one person', value: median(ms), unit: 'ms' },
    { name: 'erasing one person, p95', value: quantile(ms, 0.95), unit: 'ms' },
    { name: 'processor time of it', value: median(times.map(({ cpuMs }) => cpuMs)), unit: 'ms' },
  ];
};

/** Whole calls of a client: the picture decoded, its face found, embedded, projected, looked for, and held against the vault. */
const call = async (vault: Vault, people: OpenPeople): Promise<Figure[]> => {
  const engine = createEngine({ logger: silentLogger });
  const actions = [SearchFaces, CreatePerson];
  const server = idleServer(vault, clock, SearchFaces, { engine, people, actions });
  const agent = new Agent({ keepAlive: true });
  try {
    await engine.warm();
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
    const [enrolled, looked] = (await facePhotos()).personA.map((photo) => photo.toString('base64'));
    const filing = { GroupId: 'g', PersonName: 'photographed', PersonId: 'photographed', Image: enrolled };
    await post(signedCall(port, CreatePerson, filing), agent);
    const looking = signedCall(port, SearchFaces, { GroupIds: ['g'], Image: looked });
    const times: number[] = [];
    for (let i = -5; i < CALLS; i++) {
      const started = performance.now();
      const answer = await post(looking, agent);
      if (i >= 0) times.push(performance.now() - started);
      if (!answer.includes('"photographed"')) throw new Error('The person of the photograph is not found');
    }
    return [
      { name: 'SearchFaces over HTTP, all in, p50', value: median(times), unit: 'ms' },
      { name: 'SearchFaces over HTTP, all in, p95', value: quantile(times, 0.95), unit: 'ms' },
    ];
  } finally {
    agent.destroy();
    await server.close();
    await engine.close();
  }
};

/** Opening, enrolling, searching and erasing where a million people are in one group, and whole calls there. */
export async function benchPeople(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const masterKey = randomBytes(32);
  try {
    const filled = await timed(() =>
      loadPeople({ folder, masterKey, owner: OWNER, groupId: 'g', people: PEOPLE, until: clock.now() }),
    );
    const vault = await openVault({ folder, masterKey, clock });
    const sets = timedSets();
    const people = openPeople({ vault, clock, sets, templateBits: TEMPLATE_BITS });
    const figures = [
      {
        name: `${PEOPLE} people put into the folder, for this bench`,
        value: filled.ms / 60_000,
        unit: 'min',
      },
      ...(await open(people)),
      ...(await enrol(people)),
      ...(await search(people, sets.scans)),
      ...(await erase(people)),
      ...(await call(vault, people)),
    ];
    await people.close();
    await vault.close();
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
