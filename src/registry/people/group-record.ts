import { randomInt } from 'node:crypto';
import type { RecordOf } from '../../policy/catalogue.ts';
import type { StoredRecord, Subject } from '../../records/types.ts';
import { placeOf, type Place } from './place.ts';
import {
  allGroups,
  generationSubject,
  groupNameSubject,
  groupRecordSubject,
  groupSubject,
} from './subjects.ts';
import type { FaceGroup } from './types.ts';

export const GROUP = 'base.face-group';

/** A secret of a group: that of the record's data key. */
export interface Generation {
  readonly recordId: string;
  /** Random: a group that is made again under an old id has another one. */
  readonly generation: number;
}

/** Its record, as it was read. */
export interface ReadGeneration extends Generation {
  readonly version: string;
}

/** A group as it lies in the vault. */
export interface KeptGroup extends ReadGeneration {
  readonly group: FaceGroup;
  readonly place: Place;
  /** Of renewals that have not ended: their templates are being recast. Newest first. */
  readonly older: readonly ReadGeneration[];
}

const MOST_GENERATIONS = 2 ** 48 - 1;

export const newGeneration = (): number => randomInt(1, MOST_GENERATIONS);

/** @param stored all records of the group, newest first */
export const toGroup = (stored: readonly StoredRecord<typeof GROUP>[]): KeptGroup | null => {
  const [current, ...older] = stored;
  if (!current) return null;
  const { groupId, name, tag = '', descriptionFields, modelVersion, createdAt, updatedAt } = current.record;
  return {
    ...{ recordId: current.id, version: current.version, generation: current.record.generation },
    place: placeOf(current),
    group: {
      ...{ groupId, name, tag, modelVersion, createdAt, updatedAt },
      descriptionFields: descriptionFields as readonly string[],
    },
    older: older.map(({ id, version, record }) => ({
      ...{ recordId: id, version, generation: record.generation },
    })),
  };
};

export const groupRecord = (
  appId: string,
  { tag, ...group }: FaceGroup,
  generation: number,
): RecordOf<typeof GROUP> => ({
  ...group,
  appId,
  generation,
  ...(tag === '' ? {} : { tag }),
});

/** @param isCurrent one that is being renewed is not listed, and has no name */
export const groupSubjects = (
  { groupId, name }: FaceGroup,
  generation: number,
  isCurrent = true,
): readonly Subject[] => [
  ...[groupSubject(groupId), groupRecordSubject(groupId)],
  generationSubject(groupId, generation),
  ...(isCurrent ? [allGroups, groupNameSubject(name)] : []),
];
