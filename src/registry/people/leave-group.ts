import type { Clock } from '../../lib/clock.ts';
import { Locks } from '../../lib/locks.ts';
import type { Subject, Vault } from '../../records/types.ts';
import { Groups } from './groups.ts';
import { personLock, Persons } from './persons.ts';
import { PERSON } from './person-record.ts';
import { membersSubject } from './subjects.ts';

/**
 * Before a group is erased: whoever is in another one, too, is taken out of it, and who is in no other goes with it.
 * Afterwards nobody could tell who was in it, and where a kill comes between, the group is still there to be erased.
 */
export const leaveGroup = async (persons: Persons, appId: string, groupId: string): Promise<void> => {
  const { locks, vault } = persons;
  for await (const page of vault.pages(PERSON, { appId, subject: membersSubject(groupId) }))
    for (const { record } of page)
      await locks.run({ own: [personLock(appId, record.personId)] }, async () => {
        const stored = await persons.find(appId, record.personId);
        const living = stored && (await persons.living(appId, stored));
        if (!living) return;
        const others = living.groups.filter((one) => one.groupId !== groupId);
        const groups = others.length > 0 ? others : living.groups;
        if (groups.length > 0 && groups.length < stored.groups.length)
          await persons.write(appId, stored, { ...living, groups });
      });
};

/** Erasing a subject otherwise than by `People`: what has to be done first. */
export const beforeErasure = async (
  vault: Vault,
  clock: Clock,
  { appId, subject }: { readonly appId: string; readonly subject?: Subject | undefined },
): Promise<void> => {
  if (subject?.kind !== 'group') return;
  const locks = new Locks();
  await leaveGroup(new Persons(vault, clock, locks, new Groups(vault, clock, locks)), appId, subject.value);
};
