import type { RecordOf } from '../../policy/catalogue.ts';
import type { StoredRecord, Subject } from '../../records/types.ts';
import { placeOf, type Place } from './place.ts';
import { groupSubject, membersSubject, personSubject } from './subjects.ts';
import type { Membership } from './types.ts';

export const PERSON = 'base.face-person';
export const OWNER = 'face.person-id';
export const TEMPLATE = 'face.features';

/** What is kept of a person, all of which goes with the person. */
export const OF_A_PERSON = [TEMPLATE, OWNER, PERSON] as const;

export interface KeptMembership extends Membership {
  /** Of the group's secret that the templates were made with. */
  readonly generation: number;
  /** Which join of the person it was: in the ids of the templates. */
  readonly join: number;
}

/** A person as it lies in the vault. */
export interface KeptPerson {
  readonly recordId: string;
  /** Of the record as it was read. */
  readonly version: string;
  readonly place: Place;
  readonly personId: string;
  readonly name: string;
  readonly gender: 0 | 1 | 2;
  readonly groups: readonly KeptMembership[];
  /** As they lie there, also where `groups` are without those that are gone: what the faces' records go with. */
  readonly filedGroups: readonly KeptMembership[];
  readonly joins: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const toPerson = (stored: StoredRecord<typeof PERSON>): KeptPerson => {
  const { id, version, record } = stored;
  const groups = record.groups as readonly KeptMembership[];
  return {
    ...{ recordId: id, version, place: placeOf(stored) },
    ...{ personId: record.personId, name: record.name ?? '' },
    gender: record.gender as 0 | 1 | 2,
    ...{ groups, filedGroups: groups },
    ...{ joins: record.joins, createdAt: record.createdAt, updatedAt: record.updatedAt },
  };
};

export const personRecord = (
  appId: string,
  {
    name,
    personId,
    gender,
    groups,
    joins,
    createdAt,
    updatedAt,
  }: Omit<KeptPerson, 'recordId' | 'version' | 'place' | 'filedGroups'>,
): RecordOf<typeof PERSON> => ({
  ...{ appId, personId, gender, groups, joins, createdAt, updatedAt },
  ...(name === '' ? {} : { name }),
});

/** Whoever is in one group alone goes with it, whichever way it is erased. */
const goesWith = (groups: readonly Membership[]): readonly Subject[] => {
  const [only, ...others] = groups;
  return only && others.length === 0 ? [groupSubject(only.groupId)] : [];
};

export const personSubjects = ({
  personId,
  groups,
}: Pick<KeptPerson, 'personId' | 'groups'>): readonly Subject[] => [
  personSubject(personId),
  ...groups.map(({ groupId }) => membersSubject(groupId)),
  ...goesWith(groups),
];

/** Of the record that says whose a face is. */
export const ownerSubjects = (
  face: Subject,
  { personId, groups }: Pick<KeptPerson, 'personId' | 'groups'>,
): readonly Subject[] => [face, personSubject(personId), ...goesWith(groups)];
