/** Limits of the API: of an account, a person and a group. */
export const MOST_FACES_OF_A_PERSON = 5;
export const MOST_GROUPS_OF_A_PERSON = 100;

/** Limits that are held over all processes: the vault looks at them in the commit. */
export interface PeopleLimits {
  readonly groups: number;
  /** Of a group, by the version of its model: the first version had fewer. */
  readonly faces: (modelVersion: string) => number;
}

export const LIMITS: PeopleLimits = {
  groups: 100_000,
  faces: (modelVersion) => (modelVersion.startsWith('2') ? 1_000_000 : 3_000_000),
};
