import { PeopleRefusal, type PeopleRefusalReason } from './types.ts';

interface Refused {
  readonly category: string;
  readonly reason: string;
}

/** What the vault does not write because something came or went meanwhile, in words of people. */
export const asPeopleRefusal = (error: unknown): unknown => {
  if (!isVaultRefusal(error)) return error;
  const reason = REASONS[`${error.category} ${error.reason}`];
  return reason ? new PeopleRefusal(reason, { cause: error }) : error;
};

/** Whether something was refused because somebody else was quicker: who reads anew may find that it can be done. */
export const cameBetween = (error: unknown): boolean => {
  const refusal = error instanceof PeopleRefusal ? error.cause : error;
  return isVaultRefusal(refusal) && (refusal.reason === 'changed' || refusal.reason === 'gone');
};

/** What is of a person is only put with the person. */
const REASONS: Readonly<Record<string, PeopleRefusalReason>> = {
  'base.face-group exists': 'group-exists',
  'base.face-group gone': 'group-missing',
  'base.face-group full': 'too-many-groups',
  'base.face-person exists': 'person-exists',
  'base.face-person gone': 'person-missing',
  'face.person-id gone': 'person-missing',
  'face.features full': 'group-full',
};

const isVaultRefusal = (error: unknown): error is Error & Refused =>
  error instanceof Error && error.name === 'VaultRefusal' && 'category' in error && 'reason' in error;
