import { z } from 'zod';
import type { FaceGroup, PeopleOwner, Person } from '../../registry/people/types.ts';
import type { ActionContext } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { FACE_MODEL_VERSION, integer } from './fields.ts';

export const groupId = carries('base.face-group', z.string());
export const personId = carries('face.person-id', z.string());
/** A number that stands for a face: a pseudonym of whose it is. */
export const faceId = carries('face.person-id', z.string());
export const personName = carries('base.face-person', z.string());
export const gender = carries('base.face-person', z.number().int());
export const modelVersion = harmless(z.string());

/** What actions answer that have nothing to say. */
export const nothing = z.object({});

export const ownerOf = ({ appId, region, jurisdiction }: ActionContext): PeopleOwner => ({
  appId,
  region,
  jurisdiction,
});

/** A group as the API shows it. */
export const groupFields = {
  GroupName: carries('base.face-group', z.string()),
  GroupId: groupId,
  GroupExDescriptions: z.array(carries('base.face-group', z.string())),
  Tag: carries('base.face-group', z.string()),
  FaceModelVersion: modelVersion,
  CreationTimestamp: integer(),
};

export const shownGroup = (group: FaceGroup) => ({
  GroupName: group.name,
  GroupId: group.groupId,
  GroupExDescriptions: [...group.descriptionFields],
  Tag: group.tag,
  FaceModelVersion: group.modelVersion,
  CreationTimestamp: group.createdAt,
});

export const personGroupInfo = z.object({
  GroupId: groupId,
  PersonExDescriptions: z.array(carries('base.face-person', z.string())),
});

/** The groups that a person is in, and what describes the person in each. */
export const shownMemberships = (groups: Person['groups']): z.output<typeof personGroupInfo>[] =>
  groups.map(({ groupId, descriptions }) => ({ GroupId: groupId, PersonExDescriptions: [...descriptions] }));

export const faceIdsOf = ({ faces }: Person): string[] => faces.map(({ faceId }) => faceId);

/** All groups have the one model that is packaged. */
export const versionAnswer = { FaceModelVersion: FACE_MODEL_VERSION } as const;
