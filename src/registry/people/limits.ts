/** Limits of the API: of an account, a person and a group. */
export const MOST_GROUPS = 100_000;
export const MOST_FACES_OF_A_PERSON = 5;
export const MOST_GROUPS_OF_A_PERSON = 100;

/** Faces of a group, by the version of its model: the first version had fewer. */
export const mostFacesOf = (modelVersion: string): number =>
  modelVersion.startsWith('2') ? 1_000_000 : 3_000_000;
