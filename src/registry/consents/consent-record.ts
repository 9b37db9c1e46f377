import { isCategoryId } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/compose.ts';
import { periodText } from '../../policy/period.ts';
import type { Rule } from '../../policy/rule.ts';
import type { Consent, ConsentEvent } from '../../policy/consent-state.ts';

/**
 * A consent in the structure of ISO/IEC TS 27560:2023, clause 6: header, processing, parties, events. Names are the
 * standard's, written as the API writes names; instants are ISO 8601 in UTC.
 */
export interface ConsentRecord {
  readonly SchemaVersion: 'ISO/IEC TS 27560:2023';
  readonly RecordId: string;
  readonly PiiPrincipalId: string;
  /** Of the last event, as of now: live, under-age, age-unknown, expired or withdrawn. */
  readonly State: string;
  readonly PiiProcessing: {
    readonly PrivacyNotice: string;
    readonly Language: string;
    readonly Purposes: readonly ConsentPurpose[];
  };
  readonly PartyIdentification: readonly ConsentParty[];
  readonly Events: readonly ConsentRecordEvent[];
}

export interface ConsentPurpose {
  readonly Purpose: string;
  readonly LawfulBasis: string;
  readonly PiiInformation: readonly {
    readonly PiiType: string;
    readonly PiiAttributeId: string;
    readonly PiiOptional: boolean;
  }[];
  readonly PiiControllers: readonly string[];
  readonly CollectionMethod: string;
  readonly StorageConditions: {
    /** Service regions; empty: that of the call. */
    readonly StorageLocations: readonly string[];
    readonly RetentionPeriod: string;
  };
  readonly Jurisdictions: readonly string[];
  readonly RecipientThirdParties: readonly string[];
  readonly WithdrawalMethod: string;
}

export interface ConsentParty {
  readonly PartyId: string;
  readonly PartyName: string;
  readonly PartyRole: string;
}

export interface ConsentRecordEvent {
  readonly EventTime: string;
  readonly EventType: 'explicit';
  readonly EventState: string;
  readonly EntityId: string;
  readonly Evidence: string;
  readonly AgeBand: string;
  /** Evidence of parental consent; empty: none. */
  readonly ParentalConsent: string;
  /** Empty: until it is withdrawn. */
  readonly ValidUntil: string;
}

const CONTROLLER = 'controller';

const text = (at: number): string => new Date(at).toISOString();

/** The consent record as it is now; what it says of processing is what the rules in force say. */
export const consentRecordOf = (consent: Consent, policy: Policy): ConsentRecord => {
  const { category, jurisdiction } = consent;
  const rule = isCategoryId(category) ? policy.rule(category, { jurisdiction }) : null;
  const recipients = rule ? policy.subProcessors(rule.feature) : [];
  return {
    SchemaVersion: 'ISO/IEC TS 27560:2023',
    RecordId: consent.consentId,
    PiiPrincipalId: consent.endUser,
    State: consent.state,
    PiiProcessing: {
      PrivacyNotice: consent.notice ?? '',
      Language: consent.language,
      Purposes: [
        {
          Purpose: consent.purpose,
          LawfulBasis: rule?.basis ?? '',
          PiiInformation: consent.fields.map((name) => ({
            PiiType: rule?.fields[name]?.promised ?? name,
            PiiAttributeId: `${category}.${name}`,
            PiiOptional: rule?.fields[name]?.optional ?? false,
          })),
          PiiControllers: [CONTROLLER],
          CollectionMethod: 'captured from calls of the API that name this consent',
          StorageConditions: {
            StorageLocations: policy.regions?.allowed ?? [],
            RetentionPeriod: rule ? retentionOf(rule) : '',
          },
          Jurisdictions: [jurisdiction],
          RecipientThirdParties: recipients.map(({ name }) => name),
          WithdrawalMethod: 'WithdrawConsent with this RecordId: erased at once',
        },
      ],
    },
    PartyIdentification: [
      { PartyId: CONTROLLER, PartyName: 'the operator of the service', PartyRole: 'PII controller' },
      { PartyId: consent.appId, PartyName: `AppID ${consent.appId}`, PartyRole: 'collector of the consent' },
      ...recipients.map(({ name, purpose }) => ({
        PartyId: name,
        PartyName: name,
        PartyRole: `sub-processor: ${purpose}`,
      })),
    ],
    Events: consent.events.map((event) => eventOf(event, consent.appId)),
  };
};

/** The shortest of the bounds decides; the notice words them all. */
const retentionOf = (rule: Rule): string =>
  [
    ...rule.bounds.map(({ period }) => `at most ${periodText(period)}`),
    'until the consent is withdrawn, whichever is earlier',
  ].join(' or ');

const eventOf = (event: ConsentEvent, entity: string): ConsentRecordEvent => ({
  EventTime: text(event.at),
  EventType: 'explicit',
  EventState: event.event,
  EntityId: entity,
  Evidence: event.evidence,
  AgeBand: event.ageBand,
  ParentalConsent: event.parentalConsent ?? '',
  ValidUntil: event.expiresAt === undefined ? '' : text(event.expiresAt),
});
