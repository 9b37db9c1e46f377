/** A group of people whose faces are compared with each other, as an account files it. */
export interface FaceGroup {
  readonly groupId: string;
  readonly name: string;
  readonly tag: string;
  /** Names of the description fields of its people: at most 5. */
  readonly descriptionFields: readonly string[];
  readonly modelVersion: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Membership {
  readonly groupId: string;
  /** In the order of the group's description fields; empty texts where there is none. */
  readonly descriptions: readonly string[];
}

export interface PersonFace {
  readonly faceId: string;
  readonly createdAt: number;
}

/** A person of an account, under the id that the caller gave. */
export interface Person {
  readonly personId: string;
  readonly name: string;
  /** As the API counts: 0 not said, 1 male, 2 female. */
  readonly gender: 0 | 1 | 2;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Oldest first, at most 5. */
  readonly faces: readonly PersonFace[];
  /** In the order in which the person came into them, at most 100. */
  readonly groups: readonly Membership[];
}

/** Whose people they are, and where they are filed. */
export interface PeopleOwner {
  readonly appId: string;
  readonly region: string;
  /** ISO 3166-1 alpha-2; null: not known. */
  readonly jurisdiction: string | null;
}

/** 32 bytes that a group's templates are made with; they exist as long as the group's key does. */
export type GroupSecret = Uint8Array;

/** One face, which becomes another template in every group: pure, and given the secret of each. */
export type FaceMaker = (secret: GroupSecret) => Uint8Array;

/** Makes the template of one group of the template of another, without the face. */
export type Recast = (template: Uint8Array, from: GroupSecret, to: GroupSecret) => Uint8Array;

export interface FaceHit {
  readonly groupId: string;
  readonly personId: string;
  readonly faceId: string;
  /** Bits that differ. */
  readonly distance: number;
}

/** A template as it is kept, for comparing one person. */
export interface KeptFace {
  readonly faceId: string;
  readonly groupId: string;
  readonly template: Uint8Array;
}

/** Why something about people was not done. */
export type PeopleRefusalReason =
  | 'group-exists'
  | 'group-name-exists'
  | 'group-missing'
  | 'too-many-groups'
  | 'group-full'
  | 'person-exists'
  | 'person-missing'
  | 'person-not-in-group'
  | 'person-already-in-group'
  | 'person-in-too-many-groups'
  | 'too-many-faces'
  | 'face-missing'
  | 'last-face'
  | 'description-index';

/** Refused before anything was changed. */
export class PeopleRefusal extends Error {
  readonly reason: PeopleRefusalReason;

  /** `cause`: what the vault refused it by; none where it was found by reading. */
  constructor(reason: PeopleRefusalReason, options?: { readonly cause: unknown }) {
    super(reason, options);
    this.name = 'PeopleRefusal';
    this.reason = reason;
  }
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/**
 * Groups, people and faces of accounts: records of the vault, and templates that are searched in memory. Everything
 * that changes is durable when it resolves. Whatever is erased, by whichever way, is not found from then on.
 * All of them throw PeopleRefusal.
 */
export interface People {
  createGroup(
    owner: PeopleOwner,
    group: Pick<FaceGroup, 'groupId' | 'name' | 'tag' | 'descriptionFields' | 'modelVersion'>,
  ): Promise<FaceGroup>;
  group(appId: string, groupId: string): Promise<FaceGroup>;
  /** Oldest first. */
  groups(
    appId: string,
    page: Page,
  ): Promise<{ readonly groups: readonly FaceGroup[]; readonly total: number }>;
  /** `descriptionFields`: new names by index, 0-based. */
  changeGroup(
    appId: string,
    groupId: string,
    change: { name?: string; tag?: string; descriptionFields?: ReadonlyMap<number, string> },
  ): Promise<void>;
  /** Erases the group, its templates and its secret; people who are in no other group go with it. */
  removeGroup(appId: string, groupId: string): Promise<void>;

  /**
   * Whoever searches a group for somebody, and files who is not there, does both in here: one at a time for each group,
   * so that of two who are alike the second finds the first.
   */
  oneByOne<R>(appId: string, groupId: string, work: () => Promise<R>): Promise<R>;
  /** A person with one face, in one group. @returns the id of the face */
  createPerson(
    owner: PeopleOwner,
    person: Pick<Person, 'personId' | 'name' | 'gender'> & {
      readonly groupId: string;
      readonly descriptions: ReadonlyMap<number, string>;
    },
    face: FaceMaker,
  ): Promise<{ readonly faceId: string }>;
  person(appId: string, personId: string): Promise<Person>;
  changePerson(appId: string, personId: string, change: { name?: string; gender?: 0 | 1 | 2 }): Promise<void>;
  describePerson(
    appId: string,
    personId: string,
    groupId: string,
    descriptions: ReadonlyMap<number, string>,
  ): Promise<void>;
  /** Of a group, oldest first. */
  people(
    appId: string,
    groupId: string,
    page: Page,
  ): Promise<{ readonly people: readonly Person[]; readonly total: number }>;
  counts(appId: string, groupId: string): Promise<{ readonly people: number; readonly faces: number }>;
  /** Puts a person into more groups, with all faces. */
  copyPerson(appId: string, personId: string, groupIds: readonly string[], recast: Recast): Promise<void>;
  /** Out of all groups, with everything that is kept under the id. */
  removePerson(appId: string, personId: string): Promise<void>;
  /** A person who is in no group any more goes altogether. */
  removeFromGroup(appId: string, personId: string, groupId: string): Promise<void>;

  /** @returns ids in the order of `faces`; as many as fit (5 in all), null for those that did not */
  addFaces(appId: string, personId: string, faces: readonly FaceMaker[]): Promise<readonly (string | null)[]>;
  /** @returns how many there were */
  removeFaces(appId: string, personId: string, faceIds: readonly string[]): Promise<number>;
  /** Templates of a person, one for every face, in a group that the person is in; with the secret to compare with. */
  facesOf(appId: string, personId: string): Promise<readonly (KeptFace & { readonly secret: GroupSecret })[]>;

  /** The nearest faces in each of the groups; a group without any is there with none. Nearest first. */
  search(
    appId: string,
    groupIds: readonly string[],
    face: FaceMaker,
    bounds: { readonly limit: number; readonly maxDistance: number },
  ): Promise<ReadonlyMap<string, readonly FaceHit[]>>;

  /** Gives a group a new secret and recasts all templates to it; the old ones go with their secret. @returns templates */
  renewGroup(appId: string, groupId: string, recast: Recast): Promise<number>;
}
