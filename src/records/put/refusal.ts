import type { CategoryId } from '../../policy/catalogue.ts';

/** Why the policy does not let something be kept. */
export type RefusalReason =
  | 'unknown-field'
  | 'missing-field'
  | 'wrong-type'
  | 'excluded-content'
  | 'never-stored'
  | 'unknown-category'
  | 'region-refused'
  | 'no-consent'
  /** The record that it belongs to is not there any more. */
  | 'gone'
  /** There is to be one of it, and there is. */
  | 'exists'
  /** There are as many of it as there are to be. */
  | 'full'
  /** What it was made of is not as it was read: read it again. Nobody asked for anything that is not allowed. */
  | 'changed';

/** Nothing was written. Names the category and the field, never a value. */
export class VaultRefusal extends Error {
  readonly category: string;
  readonly reason: RefusalReason;
  readonly field: string | null;

  constructor(category: CategoryId | (string & {}), reason: RefusalReason, field: string | null = null) {
    super(`${category} is refused: ${reason}${field === null ? '' : ` (${field})`}`);
    this.name = 'VaultRefusal';
    this.category = category;
    this.reason = reason;
    this.field = field;
  }
}
