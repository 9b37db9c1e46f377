/** What a letter answers. */
export type LetterKind =
  'erasure' | 'access' | 'restriction' | 'rectification' | 'rejection' | 'account-closing';
