import { isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import { withoutDroppedFields, type Rule } from '../../policy/rule.ts';
import { excludedContentIn } from '../../policy/excluded.ts';
import type { Field, FieldTypes } from '../../policy/types.ts';
import { VaultRefusal } from './refusal.ts';

type Loose = Readonly<Record<string, unknown>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isFinite = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const fits: Readonly<Record<keyof FieldTypes, (value: unknown) => boolean>> = {
  text: isText,
  integer: Number.isSafeInteger,
  number: isFinite,
  instant: isFinite,
  flag: (value) => typeof value === 'boolean',
  bytes: (value) => value instanceof Uint8Array,
  json: (value) => value !== undefined && typeof value !== 'function' && typeof value !== 'symbol',
};

/** @throws VaultRefusal when there is no such category, or nothing of it may be kept */
export const checkCategory = (id: string, rule: (id: CategoryId) => Rule): Rule => {
  if (!isCategoryId(id)) throw new VaultRefusal('unknown', 'unknown-category');
  const inForce = rule(id);
  if (inForce.neverStored || inForce.medium === 'none') throw new VaultRefusal(id, 'never-stored');
  if (inForce.regionRefused) throw new VaultRefusal(id, 'region-refused');
  return inForce;
};

/**
 * The record as it may be kept: exactly the fields that the category names, without those that the deployment drops.
 * The types say the same at compile time; this holds also for what comes from outside of them.
 * @throws VaultRefusal for a field that is unknown, missing or of the wrong type, or content that another category forbids
 */
export const checkRecord = (rule: Rule, record: object): Loose => {
  const dropped = new Set(rule.droppedFields.map(({ field }) => field));
  const kept: Loose = withoutDroppedFields(rule, withoutUndefined(record));
  for (const name of Object.keys(kept))
    if (!Object.hasOwn(rule.fields, name))
      throw new VaultRefusal(rule.category, 'unknown-field', knownName(name));
  for (const [name, field] of Object.entries(rule.fields)) {
    if (dropped.has(name)) continue;
    checkField(rule.category, name, field, kept[name]);
  }
  const excluded = excludedContentIn(rule.category, kept);
  if (excluded !== null)
    throw new VaultRefusal(rule.category, 'excluded-content', excluded.split('.')[0] ?? null);
  return kept;
};

const checkField = (category: CategoryId, name: string, field: Field, value: unknown): void => {
  if (value === undefined && field.optional) return;
  if (value === undefined) throw new VaultRefusal(category, 'missing-field', name);
  if (!fits[field.type](value)) throw new VaultRefusal(category, 'wrong-type', name);
};

const withoutUndefined = (record: object): Loose =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** A field's name comes from outside here, and may itself be personal data. */
const knownName = (name: string): string | null => (/^[a-z][A-Za-z]{0,31}$/.test(name) ? name : null);
