import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { oneAtATime } from '../../lib/one-at-a-time.ts';
import { isCategoryId } from '../../policy/catalogue.ts';
import { deadlineOf, type Policy } from '../../policy/compose.ts';
import { consentRecordOf, type ConsentRecord } from './consent-record.ts';
import {
  consentOf,
  consentsOf,
  type Consent,
  type ConsentEvent,
  type ConsentState,
} from '../../policy/consent-state.ts';
import { Datasets, type DatasetExport } from '../datasets/dataset.ts';
import { givenEvent, isSameConsent, isSameEvent, refusalOf } from './new-consent.ts';
import type { ConsentRefusal, NewConsent } from './new-consent.ts';
import type { ErasureReport } from '../../records/erasure/types.ts';
import type { Subject, Vault } from '../../records/types.ts';

export interface Refused {
  readonly refused: ConsentRefusal;
}

export interface Withdrawn {
  readonly consent: Consent;
  /** What was captured under it, and is gone. */
  readonly erasure: ErasureReport;
  /** Data sets handed out before that contain what was captured under it. */
  readonly exports: readonly DatasetExport[];
}

/** Why something that a call may capture under a consent is not. */
export type NotCovered = 'UnderAge' | 'AgeUnknown' | 'NoLiveConsent' | 'NothingCovered';

/** What may be captured under a consent. */
export type Coverage =
  | { readonly reason: NotCovered }
  | {
      readonly consent: Consent;
      /** Those that the consent covers and the policy lets be stored. */
      readonly fields: readonly string[];
      /** Until when what is captured at an instant is kept. */
      keptUntil(capturedAt: number): number | null;
    };

export interface ConsentQuery {
  readonly appId: string;
  readonly consentId?: string;
  readonly endUser?: string;
  readonly category?: string;
  readonly purpose?: string;
  readonly state?: ConsentState;
}

const CATEGORY = 'base.consent';

const WHY_NOT: Readonly<Record<Exclude<ConsentState, 'live'>, NotCovered>> = {
  'under-age': 'UnderAge',
  'age-unknown': 'AgeUnknown',
  expired: 'NoLiveConsent',
  withdrawn: 'NoLiveConsent',
};

const consentSubject = (value: string): Subject => ({ kind: 'consent', value });

/**
 * The registry of consents: records of category `base.consent`, one for each event, never edited. They are sealed for
 * the end user, so that erasing the person takes them, too, while a withdrawal keeps the history.
 */
export class Consents {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #policy: Policy;
  readonly #inTurn = oneAtATime();
  /** What is handed to training of what was captured. */
  readonly datasets: Datasets;

  constructor(vault: Vault, clock: Clock, policy: Policy) {
    this.#vault = vault;
    this.#clock = clock;
    this.#policy = policy;
    this.datasets = new Datasets(vault, clock, {
      live: (appId, category, purpose) => this.list({ appId, category, purpose, state: 'live' }),
      isLive: async (appId, consentId) => (await this.stateOf(appId, consentId))?.state === 'live',
    });
  }

  /**
   * Registers that a consent was given. Under the same id more may be added later: a parent's consent, the age, a
   * later end. The same again changes nothing.
   */
  give(given: NewConsent, options: { dryRun?: boolean } = {}): Promise<Refused | { consent: Consent }> {
    return this.#inTurn(async () => {
      const now = this.#clock.now();
      const consentId = given.consentId ?? randomUUID();
      const refused = refusalOf(given, now);
      if (refused) return { refused };
      const before = await this.stateOf(given.appId, consentId);
      if (before?.state === 'withdrawn') return { refused: 'withdrawn' };
      if (await this.#vault.isClosed(given.appId, consentSubject(consentId))) return { refused: 'withdrawn' };
      const { minimumAge } = this.#policy.terms(given.jurisdiction);
      const event = givenEvent(given, consentId, { minimumAge, at: before ? this.#after(before) : now });
      if (before && !isSameConsent(before, event)) return { refused: 'id-in-use' };
      if (before && isSameEvent(before.events.at(-1), event)) return { consent: before };
      const consent = consentOf([...(before?.events ?? []), event], now);
      if (!consent) throw new Error('A consent that is given has a state');
      if (!options.dryRun) await this.#file(event, given.region);
      return { consent };
    });
  }

  /**
   * Ends a consent for good, and erases at once what was captured under it. The erasure comes first and completes
   * itself after a kill; repeated, it adds to the registry only what is missing.
   * @throws ErasureIncomplete
   */
  withdraw(
    appId: string,
    consentId: string,
    options: { region: string; evidence?: string; dryRun?: boolean },
  ): Promise<Refused | Withdrawn> {
    return this.#inTurn(async () => {
      const { region, evidence = '', dryRun = false } = options;
      const before = await this.stateOf(appId, consentId);
      const latest = before?.events.findLast(({ event }) => event === 'given');
      if (!before || !latest) return { refused: 'not-found' };
      const erasure = await this.#vault.closeSubject(appId, consentSubject(consentId), { dryRun });
      const event: ConsentEvent = { ...latest, event: 'withdrawn', evidence, at: this.#after(before) };
      const events = before.withdrawnAt === null ? [...before.events, event] : before.events;
      const consent = consentOf(events, this.#clock.now()) ?? before;
      if (!dryRun && before.withdrawnAt === null) await this.#file(event, region);
      return { consent, erasure, exports: await this.datasets.exports({ appId, consentId }) };
    });
  }

  /** Earliest given first. */
  async list(query: ConsentQuery): Promise<readonly Consent[]> {
    const { appId, consentId, endUser, category, purpose, state } = query;
    const subject: Subject | undefined =
      consentId !== undefined
        ? consentSubject(consentId)
        : endUser === undefined
          ? undefined
          : { kind: 'person', value: endUser };
    const stored = await this.#vault.find(CATEGORY, { appId, ...(subject ? { subject } : {}) });
    const known = consentsOf(
      stored.map(({ record }) => record),
      this.#clock.now(),
    );
    const consents = await Promise.all(known.map((consent) => this.#asClosed(consent)));
    return consents.filter(
      (consent) =>
        (endUser === undefined || consent.endUser === endUser) &&
        (category === undefined || consent.category === category) &&
        (purpose === undefined || consent.purpose === purpose) &&
        (state === undefined || consent.state === state),
    );
  }

  /** Null when there is none of this id. */
  async stateOf(appId: string, consentId: string): Promise<Consent | null> {
    return (await this.list({ appId, consentId }))[0] ?? null;
  }

  /** What a call may capture now under the consent that it names. */
  async cover(appId: string, consentId: string, category: string, region: string): Promise<Coverage> {
    const consent = await this.stateOf(appId, consentId);
    if (!consent) return { reason: 'NoLiveConsent' };
    if (consent.state !== 'live') return { reason: WHY_NOT[consent.state] };
    if (consent.category !== category || !isCategoryId(category)) return { reason: 'NothingCovered' };
    const rule = this.#policy.rule(category, { region, jurisdiction: consent.jurisdiction });
    const fields = consent.fields.filter((name) => Object.hasOwn(rule.fields, name));
    if (fields.length === 0 || rule.regionRefused || rule.neverStored) return { reason: 'NothingCovered' };
    return { consent, fields, keptUntil: (capturedAt) => deadlineOf(rule, capturedAt) };
  }

  /** The consent as an ISO/IEC TS 27560 consent record, with the rules that are in force. */
  recordOf(consent: Consent): ConsentRecord {
    return consentRecordOf(consent, this.#policy);
  }

  /** A kill, or a back-up from before, may have left a withdrawal without its event: the closed subject counts. */
  async #asClosed(consent: Consent): Promise<Consent> {
    const { appId, consentId, state } = consent;
    if (state === 'withdrawn' || !(await this.#vault.isClosed(appId, consentSubject(consentId))))
      return consent;
    return { ...consent, state: 'withdrawn' };
  }

  /** Events of one consent are in order of their times, even within a millisecond. */
  #after({ events }: Consent): number {
    return Math.max(this.#clock.now(), (events.at(-1)?.at ?? 0) + 1);
  }

  async #file(event: ConsentEvent, region: string): Promise<void> {
    const { appId, consentId, endUser, jurisdiction } = event;
    const person: Subject = { kind: 'person', value: endUser };
    const subjects = [consentSubject(consentId), person];
    await this.#vault.put([
      {
        category: CATEGORY,
        record: event,
        context: { appId, region, jurisdiction, subjects, sealedFor: person },
      },
    ]);
  }
}
