import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beforeErasure } from '../../../src/registry/people/leave-group.ts';
import { APP } from '../../records/vault-on-disk.ts';
import { faceOf, PeopleOnDisk, recast } from './people-on-disk.ts';

const OF_A_PERSON = ['base.face-person', 'face.person-id', 'face.features'] as const;
const group = (value: string) => ({ kind: 'group', value }) as const;

let on: PeopleOnDisk;
beforeEach(async () => {
  on = await PeopleOnDisk.open();
  await on.group('g1');
  await on.group('g2');
  await on.person('g1', 'in both');
  await on.people.copyPerson(APP, 'in both', ['g2'], recast);
});
afterEach(() => on[Symbol.asyncDispose]());

const held = (): Promise<readonly number[]> =>
  Promise.all(OF_A_PERSON.map((category) => on.disk.vault.count(category, { appId: APP })));

/** As a request of a data subject, or an operator, does. */
const eraseGroup = async (groupId: string): Promise<void> => {
  const target = { appId: APP, subject: group(groupId) };
  await beforeErasure(on.disk.vault, on.disk.clock, target);
  await on.disk.vault.erase(target);
};

describe('groups that are erased by other ways than by a call about people', () => {
  it('leave nobody behind when the last of them goes, though no server saw the first one go', async () => {
    await on.people.close();
    await eraseGroup('g1');
    expect(await held()).toEqual([1, 1, 1]);
    await eraseGroup('g2');
    expect(await held()).toEqual([0, 0, 0]);
    await on.reopen();
  });

  it('leave everybody who is in another one whole', async () => {
    await on.person('g1', 'in one');
    await eraseGroup('g1');
    expect(await held()).toEqual([1, 1, 1]);
    expect(await on.found('in both', 'g2')).toEqual(['in both']);
    expect((await on.people.person(APP, 'in both')).groups.map(({ groupId }) => groupId)).toEqual(['g2']);
  });

  it('leave nobody behind where a kill came between the erasure and what follows it', async () => {
    // What stands after a kill within a call that removes the group.
    await on.disk.vault.erase({ appId: APP, subject: group('g1') });
    await on.reopen();
    await on.people.removeGroup(APP, 'g2');
    expect(await held()).toEqual([0, 0, 0]);
  });

  it.each([
    ['renamed', () => on.people.changePerson(APP, 'in both', { name: 'new' })],
    ['given a face', () => on.people.addFaces(APP, 'in both', [faceOf('second')])],
  ])('leave nobody behind who was %s between the one and the other', async (_, change) => {
    // Nobody here has seen the record of the first group: another process erased it.
    await on.reopen();
    const other = await on.disk.another();
    await other.erase({ appId: APP, subject: group('g1') });
    await other.close();
    await change();
    await eraseGroup('g2');
    expect(await held()).toEqual([0, 0, 0]);
  });
});

describe('a person whose record alone was erased', () => {
  it('does not come back with old faces when the id is given again', async () => {
    const subject = { kind: 'person', value: 'in both' } as const;
    await on.disk.vault.erase({ appId: APP, subject, categories: ['base.face-person'] });
    expect(await on.found('in both', 'g1')).toEqual([]);
    const person = {
      personId: 'in both',
      name: '',
      gender: 0,
      groupId: 'g1',
      descriptions: new Map(),
    } as const;
    const owner = { appId: APP, region: 'ap-singapore', jurisdiction: null };
    await on.people.createPerson(owner, person, faceOf('another face'));
    expect((await on.people.person(APP, 'in both')).faces).toHaveLength(1);
    expect(await on.found('in both', 'g1')).toEqual([]);
    expect(await on.found('another face', 'g1')).toEqual(['in both']);
    expect(await held()).toEqual([1, 1, 1]);
  });

  it('is kept from being made again while it is only restricted', async () => {
    const subject = { kind: 'person', value: 'in both' } as const;
    const { hold } = await on.disk.vault.placeHold({
      ...{ appId: APP, reason: 'order', apart: 'at-once', subject, categories: ['base.face-person'] },
    });
    await expect(on.person('g1', 'in both')).rejects.toMatchObject({ reason: 'person-exists' });
    await on.disk.vault.releaseHold(APP, hold.id);
    expect(await on.found('in both', 'g1', 'g2')).toEqual(['in both', 'in both']);
  });
});
