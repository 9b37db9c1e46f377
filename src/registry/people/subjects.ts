import type { Subject } from '../../records/types.ts';

/*
 * What the records of people are found and erased by. The ids of groups hold no space: what does is ours, and nobody
 * names it by accident.
 */

export const personSubject = (personId: string): Subject => ({ kind: 'person', value: personId });

export const faceSubject = (faceId: string): Subject => ({ kind: 'face', value: faceId });

/** All that goes with a group: its record, its templates, and who is in no other group. */
export const groupSubject = (groupId: string): Subject => ({ kind: 'group', value: groupId });

/** A group's record alone, whose people and templates may be millions: to be found by. */
export const groupRecordSubject = (groupId: string): Subject => ({ kind: 'group', value: ` is ${groupId}` });

/** What goes with one secret of a group: templates, and the record from whose key the secret is made. */
export const generationSubject = (groupId: string, generation: number): Subject => ({
  kind: 'group',
  value: `${groupId} ${generation}`,
});

/** Everybody who is in a group: to be found by, not to be erased by. */
export const membersSubject = (groupId: string): Subject => ({ kind: 'group', value: `in ${groupId}` });

/** Every group of an account, and the one of a name. */
export const allGroups: Subject = { kind: 'group', value: ' all' };
export const groupNameSubject = (name: string): Subject => ({ kind: 'group', value: ` named ${name}` });
