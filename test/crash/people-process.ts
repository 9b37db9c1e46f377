import { systemClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { APP, MASTER_KEY } from '../records/vault-on-disk.ts';
import { faceOf, owner, peopleOf, recast } from '../registry/people/people-on-disk.ts';

/** What is to become of a person: the groups that it is in, and how many faces it has; null: nobody. */
export interface Told {
  readonly personId: string;
  readonly state: { readonly groups: readonly string[]; readonly faces: number } | null;
  readonly done: boolean;
}

// Files people until it is killed, and tells its parent what it begins and what is done.
const [folder = '', prefix = ''] = process.argv.slice(2);
const vault = await openVault({ folder, masterKey: MASTER_KEY, clock: systemClock });
const people = peopleOf(vault, systemClock);

const step = async (personId: string, state: Told['state'], work: () => Promise<unknown>): Promise<void> => {
  process.send?.({ personId, state, done: false } satisfies Told);
  await work();
  process.send?.({ personId, state, done: true } satisfies Told);
};

const live = async (personId: string): Promise<void> => {
  const given = { personId, name: personId, gender: 0, groupId: 'g1', descriptions: new Map() } as const;
  await step(personId, { groups: ['g1'], faces: 1 }, () =>
    people.createPerson(owner, given, faceOf(`${personId} 0`)),
  );
  await step(personId, { groups: ['g1'], faces: 3 }, () =>
    people.addFaces(APP, personId, [faceOf(`${personId} 1`), faceOf(`${personId} 2`)]),
  );
  await step(personId, { groups: ['g1', 'g2'], faces: 3 }, () =>
    people.copyPerson(APP, personId, ['g2'], recast),
  );
  await step(personId, { groups: ['g2'], faces: 3 }, () => people.removeFromGroup(APP, personId, 'g1'));
  if (personId.endsWith('0')) await step(personId, null, () => people.removePerson(APP, personId));
};

const renewing = async (): Promise<void> => {
  for (;;) await people.renewGroup(APP, 'g2', recast);
};

renewing().catch((error: unknown) => {
  throw error;
});
for (let i = 0; ; i++) await Promise.all(['a', 'b', 'c'].map((line) => live(`${prefix} ${line} ${i}`)));
