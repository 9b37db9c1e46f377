import { isCategoryId, type StorableCategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import type { Field } from '../../policy/types.ts';
import { RequestError, type Correction } from './subject-request.ts';
import type { Subject, Vault } from '../../records/types.ts';

/** What was done, when, in which call, and what it cost: changing them would change the bill. */
const FACTS_OF_BILLING: ReadonlySet<string> = new Set([
  'appId',
  'uin',
  'subUin',
  'subActionUin',
  'interfaceName',
  'requestInterface',
  'result',
  'returnCode',
  'callId',
  'requestId',
  'personId',
  'startTime',
  'endTime',
  'requestTimestamp',
  'accessTime',
  'timestamp',
  'region',
  'fee',
  'callVolume',
  'billed',
]);

/** Records that the service itself lives by: consents are never edited, bills and accounts are facts of the contract. */
const isOfTheService = (id: string): boolean => id.startsWith('base.');

/**
 * The field that a correction names.
 * @throws RequestError `not-rectifiable` where the operator does not decide on the category, it is kept where nothing is
 *   changed (logs, rings), it has no such field, or the field is a fact of billing
 */
const fieldOf = (policy: Policy, { category: id, field }: Correction): Field => {
  if (!isCategoryId(id) || isOfTheService(id) || FACTS_OF_BILLING.has(field))
    throw new RequestError('not-rectifiable');
  const rule = policy.rule(id);
  const found = Object.hasOwn(rule.fields, field) ? rule.fields[field] : undefined;
  const changeable = rule.medium === 'relational' || rule.medium === 'objects';
  if (rule.role !== 'controller' || !changeable || !found) throw new RequestError('not-rectifiable');
  return found;
};

const asNumber = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new RequestError('wrong-value');
  return value;
};

const parsed = <T>(parse: () => T): T => {
  try {
    return parse();
  } catch {
    throw new RequestError('wrong-value');
  }
};

const READ: Readonly<Record<Field['type'], (text: string) => unknown>> = {
  text: (text) => text,
  number: asNumber,
  integer: (text) => {
    const value = asNumber(text);
    if (!Number.isInteger(value)) throw new RequestError('wrong-value');
    return value;
  },
  instant: (text) => asNumber(String(Date.parse(text))),
  flag: (text) => {
    if (text !== 'true' && text !== 'false') throw new RequestError('wrong-value');
    return text === 'true';
  },
  bytes: (text) => new Uint8Array(parsed(() => Buffer.from(text, 'base64'))),
  json: (text) => parsed((): unknown => JSON.parse(text)),
};

/** The corrected value, of the field's type. @throws RequestError `not-rectifiable` or `wrong-value` */
export const correctedValue = (policy: Policy, correction: Correction): unknown =>
  READ[fieldOf(policy, correction).type](correction.value);

/**
 * Puts the corrected value into every record of the subject that has the field.
 * @returns how many have, or on a dry run would have, been corrected
 */
export const rectify = async (
  vault: Vault,
  policy: Policy,
  { appId, subject, correction }: { appId: string; subject: Subject; correction: Correction },
  dryRun: boolean,
): Promise<number> => {
  const value = correctedValue(policy, correction);
  const { category: id, field } = correction;
  const storable = id as StorableCategoryId;
  const found = await vault.find(storable, { appId, subject });
  const concerned = found.filter(({ record }) => Object.hasOwn(record, field));
  if (!dryRun)
    for (const { id: recordId, record } of concerned)
      await vault.amend(storable, appId, recordId, { ...record, [field]: value });
  return concerned.length;
};
