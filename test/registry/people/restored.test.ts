import { afterEach, beforeEach, expect, it } from 'vitest';
import { BackedUpVault } from '../../records/backup-drill.ts';
import { APP } from '../../records/vault-on-disk.ts';
import { faceOf, owner, peopleOf, recast } from './people-on-disk.ts';
import type { OpenPeople } from '../../../src/registry/people/people.ts';

let backed: BackedUpVault;
beforeEach(async () => {
  backed = await BackedUpVault.open();
});
afterEach(() => backed[Symbol.asyncDispose]());

const found = async (people: OpenPeople, face: string, groupId = 'g1'): Promise<readonly string[]> => {
  const hits = await people.search(APP, [groupId], faceOf(face), { limit: 10, maxDistance: 0 });
  return (hits.get(groupId) ?? []).map(({ personId }) => personId);
};

it('a back-up brings back who was not erased since, as they were, and nobody else', async () => {
  const people = peopleOf(backed.vault, backed.disk.clock);
  for (const groupId of ['g1', 'g2', 'g3'])
    await people.createGroup(owner, {
      groupId,
      name: groupId,
      tag: '',
      descriptionFields: [],
      modelVersion: '3.0',
    });
  for (const [personId, groupId] of [
    ['stays', 'g1'],
    ['goes', 'g1'],
    ['leaves', 'g1'],
    ['went with the group', 'g2'],
  ] as const) {
    const given = { personId, name: personId, gender: 0, groupId, descriptions: new Map() } as const;
    await people.createPerson(owner, given, faceOf(personId));
  }
  const [extra] = await people.addFaces(APP, 'stays', [
    faceOf('stays, a face that goes'),
    faceOf('stays twice'),
  ]);
  await people.copyPerson(APP, 'leaves', ['g3'], recast);
  await backed.vault.backup({ to: backed.repository });
  await people.removePerson(APP, 'goes');
  await people.removeFaces(APP, 'stays', [extra ?? '']);
  await people.removeFromGroup(APP, 'leaves', 'g1');
  await people.removeGroup(APP, 'g2');
  await people.close();
  await backed.loseMachine();

  const folder = backed.newFolder();
  await backed.restore({ folder });
  const vault = await backed.openRestored(folder, backed.mirrorFile);
  const restored = peopleOf(vault, backed.disk.clock);
  expect(await found(restored, 'stays')).toEqual(['stays']);
  expect(await found(restored, 'stays twice')).toEqual(['stays']);
  expect(await found(restored, 'goes')).toEqual([]);
  expect(await found(restored, 'stays, a face that goes')).toEqual([]);
  expect(await found(restored, 'leaves')).toEqual([]);
  expect(await found(restored, 'leaves', 'g3')).toEqual(['leaves']);
  await expect(restored.group(APP, 'g2')).rejects.toMatchObject({ reason: 'group-missing' });
  await expect(restored.person(APP, 'goes')).rejects.toMatchObject({ reason: 'person-missing' });
  expect((await restored.person(APP, 'stays')).faces).toHaveLength(2);
  expect(await vault.count('face.features', { appId: APP })).toBe(3);
  await restored.close();
});
