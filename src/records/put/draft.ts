import { randomBytes } from 'node:crypto';
import { DAY_MS } from '../../lib/clock.ts';
import type { CategoryId } from '../../policy/catalogue.ts';
import { deadlineOf, floorOf, type Policy } from '../../policy/compose.ts';
import type { Rule } from '../../policy/rule.ts';
import type { Medium } from '../../policy/types.ts';
import type { BlindIndex } from '../keys/blind-index.ts';
import { draftAmendment, type AmendmentDraft } from './amendments.ts';
import { encodeRecord } from './codec.ts';
import { checkCategory, checkRecord } from './kinds.ts';
import type { KeyScope } from '../keys/keys.ts';
import type { AsRead } from '../field-types.ts';
import type { Amendment, PutRequest, Subject } from '../types.ts';
import type { Usage } from './usage-types.ts';

/** A record that may be kept, with all that its entry says but the key that it will be sealed with. */
export interface Draft {
  readonly id: string;
  readonly category: CategoryId;
  readonly medium: Medium;
  readonly appId: string;
  readonly region: string;
  readonly jurisdiction: string | null;
  readonly createdAt: number;
  readonly visibleUntil: number | null;
  readonly removeAt: number | null;
  readonly tokens: readonly string[];
  readonly once: string | null;
  readonly scope: KeyScope;
  readonly content: Uint8Array;
  /** What an operation log can be searched by. */
  readonly words: readonly string[];
  readonly needsConsent: boolean;
  readonly consentId: string | null;
  /** Id of the record that has to be there. */
  readonly onlyWith: string | null;
  /** Records that have to be there, as they were read. */
  readonly madeOf: readonly AsRead[];
  /** Tokens under which there is to be no other record of the category. */
  readonly only: readonly string[];
  /** Tokens under which there are to be no more entries than so many. */
  readonly atMost: { readonly tokens: readonly string[]; readonly count: number } | null;
}

/** Usage, and until when the Transaction that it opens is kept. */
export interface UsageDraft extends Usage {
  readonly times: Pick<Times, 'visibleUntil' | 'removeAt'>;
}

/** What one call to `put` wants to be written, all or nothing. */
export interface PutDraft {
  readonly drafts: readonly Draft[];
  readonly usage: readonly UsageDraft[];
  readonly amendments: readonly AmendmentDraft[];
  /** The call that it is the record of: a second put of the same call writes and bills nothing. */
  readonly call: string | null;
}

type Where = Pick<Policy, 'rule'>;

/** @throws VaultRefusal when the policy lets any of it not be kept */
export const draftPut = (
  requests: readonly PutRequest[],
  { usage, amendments }: { usage: readonly Usage[]; amendments: readonly Amendment[] },
  policy: Where,
  index: BlindIndex,
  now: number,
): PutDraft => {
  const checked = requests.map(({ category, record, context }) => {
    const { region, jurisdiction } = context;
    const rule = checkCategory(category, (id) => policy.rule(id, { region, jurisdiction }));
    return { rule, record: checkRecord(rule, record), given: record, context };
  });
  const onces = checked.map(({ rule, given, context }) => onceOf(rule, given, context.appId, index));
  const call = onces.find((once, i) => once !== null && isMonitoring(checked[i]?.rule)) ?? null;
  const drafts = checked.map(({ rule, record, context }, i): Draft => {
    const { appId, region, jurisdiction = null, consentId = null, only = [], atMost } = context;
    const tokenOf = (subject: Subject): string => index.subject(appId, subject);
    const createdAt = Math.min(now, context.madeAt ?? now);
    const { keyUntil, ...times } = timesOf(rule, createdAt);
    const consent: Subject | null = consentId === null ? null : { kind: 'consent', value: consentId };
    const subjects = consent ? [...context.subjects, consent] : context.subjects;
    const sealedFor = context.sealedFor ?? (rule.needsConsent ? consent : null);
    const tokens = [...subjects, ...(sealedFor ? [sealedFor] : [])].map(tokenOf);
    return {
      id: context.id ?? (call === null ? newRecordId(now) : callId(now, call, i, index)),
      category: rule.category,
      medium: rule.medium,
      appId,
      region,
      jurisdiction,
      createdAt,
      ...times,
      tokens,
      once: onces[i] ?? null,
      scope: {
        owner: appId,
        category: rule.category,
        dropAt: keyUntil === null ? null : endOfDay(keyUntil),
        subject: sealedFor ? tokenOf(sealedFor) : null,
        // A ring turns: its old keys must not live as long as the account.
        era: times.removeAt === null && rule.ringBytes ? String(Math.floor(now / DAY_MS)) : null,
      },
      content: encodeRecord(record),
      words: rule.medium === 'logs' ? searchableWords(record, appId, index) : [],
      needsConsent: rule.needsConsent !== null,
      consentId,
      onlyWith: context.onlyWith ?? null,
      madeOf: context.madeOf ?? [],
      only: only.map(tokenOf),
      atMost: atMost ? { tokens: atMost.subjects.map(tokenOf), count: atMost.count } : null,
    };
  });
  return {
    drafts,
    usage: usage.map((one) => usageDraft(one, policy)),
    amendments: amendments.map((one) => draftAmendment(one, policy, index)),
    call,
  };
};

const usageDraft = (usage: Usage, policy: Where): UsageDraft => {
  const rule = policy.rule('base.transaction', { jurisdiction: usage.jurisdiction });
  const { visibleUntil, removeAt } = timesOf(rule, Date.parse(`${usage.day}T00:00:00Z`));
  return { ...usage, times: { visibleUntil, removeAt } };
};

export interface Times {
  readonly visibleUntil: number | null;
  /** When it leaves its store: it goes, or is moved apart where a law demands it for longer. */
  readonly removeAt: number | null;
  /** When nothing of it may be there any more; null: not bounded in time. */
  readonly keyUntil: number | null;
}

/** Kept in its store until its deadline, and its key until the law's floor where that is later. */
export const timesOf = (rule: Rule, createdAt: number): Times => {
  const deadline = deadlineOf(rule, createdAt);
  if (deadline === null) return { visibleUntil: null, removeAt: null, keyUntil: null };
  const keyUntil = Math.max(deadline, floorOf(rule, createdAt) ?? deadline);
  return { visibleUntil: deadline, removeAt: deadline, keyUntil };
};

/** The first instant of the next UTC day. */
export const endOfDay = (instant: number): number => (Math.floor(instant / DAY_MS) + 1) * DAY_MS;

const isMonitoring = (rule: Rule | undefined): boolean => rule?.category.endsWith('.monitoring') ?? false;

/** Records of calls carry the call's id, and there is one for each call; an overlay may keep the id from being stored. */
const onceOf = (rule: Rule, given: object, appId: string, index: BlindIndex): string | null =>
  'callId' in given && typeof given.callId === 'string'
    ? index.token('call', rule.category, appId, given.callId)
    : null;

const ID_RANDOM_BYTES = 10;

/** A version 7 UUID: in order of time, which keeps the index of ids compact. */
export const newRecordId = (now: number): string => uuid(now, randomBytes(ID_RANDOM_BYTES).toString('hex'));

/** The id of a call's `position`th record: the same when the put is tried again with the same `at`. */
export const callId = (at: number, call: string, position: number, index: BlindIndex): string =>
  uuid(at, index.digest('record', call, String(position)));

/** When the id was made. */
export const timeOfId = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

const uuid = (at: number, hex: string): string => {
  const time = Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(hex[3] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
};

/** What a record can be searched by, as keyed hashes. */
export const searchableWords = (
  record: Readonly<Record<string, unknown>>,
  appId: string,
  index: BlindIndex,
): readonly string[] => index.words(appId, Object.values(record).map(wordsOf).join(' '));

/** Everything readable in a value: names of fields and their values, in order. */
const wordsOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${wordsOf(inner)}`)
    .join(' ');
};
