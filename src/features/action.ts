import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Engine } from '../engine/jobs.ts';
import type { BroughtModel } from '../engine/speech/brought/types.ts';
import type { Step } from '../engine/types.ts';
import type { RecordOf } from '../policy/catalogue.ts';
import type { DocumentOrder } from '../policy/documents/any-document.ts';
import type { Feature } from '../policy/types.ts';
import type { AccountClosing } from '../registry/account-closing.ts';
import type { Consents } from '../registry/consents/consents.ts';
import type { People } from '../registry/people/types.ts';
import type { SubjectRequests } from '../registry/requests/subject-requests.ts';
import type { Verifications } from '../registry/verifications/verifications.ts';
import type { Vocabularies } from '../registry/vocabularies/vocabularies.ts';
import type { PutRequest, Vault } from '../records/types.ts';
import type { TaskQueue } from '../tasks/queue.ts';
import type { ProbeBudget } from './iai/probe-budget.ts';

/** Services that no SDK knows by name: its generic client reaches them. */
export const OWN_SERVICES = ['privacy', 'account', 'documents', 'recordings'] as const;

export type OwnService = (typeof OWN_SERVICES)[number];
export type Service = 'ocr' | 'asr' | 'iai' | 'faceid' | OwnService;

type Identification = RecordOf<'ocr.identification'> & RecordOf<'ekyc.identification'>;

/** What a call could keep as Identification Data; what the end user did not consent to is dropped. */
export type IdentificationCandidate = {
  readonly [F in keyof Identification]?: Identification[F] | undefined;
};

/** What a server lends every call. */
export interface Deployment {
  readonly clock: Clock;
  readonly engine: Engine;
  readonly vault: Vault;
  readonly consents: Consents;
  readonly requests: SubjectRequests;
  readonly closing: AccountClosing;
  readonly vocabularies: Vocabularies;
  readonly people: People;
  readonly verifications: Verifications;
  /** Speech models that the deployment brought. */
  readonly speechModels: readonly BroughtModel[];
  readonly tasks: TaskQueue;
  /** Documents of the policy in force. */
  readonly documents: (order: DocumentOrder) => string;
}

/** What an action is given besides its input. */
export interface ActionContext extends Deployment {
  readonly requestId: string;
  readonly appId: string;
  readonly uin: string;
  readonly subUin: string | null;
  readonly region: string;
  /** ISO 3166-1 alpha-2 codes: of where the data subject is, and the account; null: not known. */
  readonly jurisdiction: string | null;
  readonly accountJurisdiction: string | null;
  readonly clientIp: string;
  /** What is left of tries at faces that do not match. */
  readonly probes: ProbeBudget;
  /** Where this server is reached from outside, such as `https://id.example.com`. */
  readonly publicUrl: string;
  /** Fetches what a caller's URL names: public addresses only, pinned, bounded in time and size. */
  fetchUrl(url: string, limit: { maxBytes: number }): Promise<Uint8Array>;
  /** Tells what bytes the call is about, for `identification`. */
  sawInput(bytes: Uint8Array): void;
  /**
   * Puts a record in the commit of the call's own records and bill, and only when the call succeeds. When what it
   * belongs to has gone by then, the call fails with the code `gone` instead.
   */
  putWithCall(request: PutRequest, gone: string): void;
  /** Adds timed steps to the call's operation log. */
  addSteps(steps: readonly Step[]): void;
  /** Seconds of audio to bill, for items priced by duration. */
  billSeconds(seconds: number): void;
}

/** One API call: everything the pipeline must know to keep the promises about it. */
export interface Action<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodObject = z.ZodObject,
  S extends Service = Service,
> {
  /** Exactly as the API spells it. */
  readonly name: string;
  readonly service: S;
  /** `YYYY-MM-DD`. */
  readonly version: string;
  readonly feature: Feature;
  readonly input: I;
  /** Without RequestId, which the envelope adds. */
  readonly output: O;
  /** Item of the price list, or null when calls are free. */
  readonly priceItem: string | null;
  /** Calls per second and AppId. */
  readonly rateLimit: number;
  run(input: z.output<I>, context: ActionContext): Promise<z.output<O>>;
  /** What is recorded of a call that ended early and yet is billed for what it did; null, or no such method: `Success`. */
  resultOf?(output: z.output<O>): string | null;
  /** Whether a call that was answered is billed; no such method: it is. */
  isBilled?(output: z.output<O>): boolean;
  /**
   * What of a call that succeeded may be kept as Identification Data, if it names a consent: the pipeline keeps only
   * the fields that the consent covers. `inputs`: the bytes that the call was about.
   */
  identification?(
    input: z.output<I>,
    output: z.output<O>,
    inputs: readonly Uint8Array[],
  ): IdentificationCandidate;
}

/** Declares an action; only there for its types. */
export const action = <I extends z.ZodObject, O extends z.ZodObject, const S extends Service>(
  a: Action<I, O, S>,
): Action<I, O, S> => a;
