import type { Clock } from '../../lib/clock.ts';
import type { Subject, Vault } from '../../records/types.ts';
import { Groups } from './groups.ts';
import { PeopleLocks } from './people-locks.ts';
import { personLock, Persons } from './persons.ts';
import { PERSON, type KeptPerson } from './person-record.ts';
import { groupSubject, membersSubject } from './subjects.ts';

interface Member {
  /** As it lies there. */
  readonly stored: KeptPerson;
  /** Without groups that are gone. */
  readonly living: KeptPerson;
}

/**
 * Everybody who is in a group, one after the other, each locked and as it is there then.
 * @param without not those who go with this group: nothing of them is opened
 */
export const eachMember = async (
  persons: Persons,
  { appId, groupId, without }: { appId: string; groupId: string; without?: Subject },
  visit: (member: Member) => Promise<void>,
): Promise<void> => {
  const { locks, vault } = persons;
  const members = { appId, subject: membersSubject(groupId) };
  const query = without ? { ...members, without } : members;
  for await (const page of vault.pages(PERSON, query))
    for (const { record } of page)
      await locks.run({ own: [personLock(appId, record.personId)] }, async () => {
        const stored = await persons.find(appId, record.personId);
        const living = stored && (await persons.living(appId, stored));
        if (living) await visit({ stored, living });
      });
};

/**
 * Before a group is erased: whoever is in another one, too, is taken out of it, and who is in no other goes with it.
 * Afterwards nobody could tell who was in it, and where a kill comes between, the group is still there to be erased.
 */
export const leaveGroup = (persons: Persons, appId: string, groupId: string): Promise<void> =>
  eachMember(persons, { appId, groupId, without: groupSubject(groupId) }, async ({ stored, living }) => {
    const others = living.groups.filter((one) => one.groupId !== groupId);
    const groups = others.length > 0 ? others : living.groups;
    if (groups.length > 0 && groups.length < stored.groups.length)
      await persons.write(appId, stored, { ...living, groups });
  });

/** Erasing a subject otherwise than by `People`: what has to be done first. */
export const beforeErasure = async (
  vault: Vault,
  clock: Clock,
  { appId, subject }: { readonly appId: string; readonly subject?: Subject | undefined },
): Promise<void> => {
  if (subject?.kind !== 'group') return;
  const locks = new PeopleLocks();
  await leaveGroup(new Persons(vault, clock, locks, new Groups(vault, clock, locks)), appId, subject.value);
};
