/**
 * The vocabulary of the policy: what a module promises about each category of personal data. Everything in
 * `src/policy` is pure: no I/O and no clock; instants are milliseconds since the Unix epoch, in UTC.
 */

/** An ISO 8601 duration. Months and years are calendar months and years, counted in UTC. */
export type Period = `P${number}${'Y' | 'M' | 'D'}` | `PT${number}${'H' | 'M' | 'S'}`;

export type Feature = 'base' | 'ocr' | 'ekyc' | 'asr' | 'face';

/** Controller: the operator of the service decides why data is processed. Processor: the caller decides (GDPR art. 4). */
export type Role = 'controller' | 'processor';

/** Which kind of store keeps the records of a category. `none`: the category is never stored. */
export type Medium = 'relational' | 'logs' | 'objects' | 'ring' | 'none';

/** How one value of a record is represented in memory. */
export interface FieldTypes {
  text: string;
  integer: number;
  number: number;
  /** Milliseconds since the Unix epoch. */
  instant: number;
  flag: boolean;
  bytes: Uint8Array;
  json: unknown;
}

export interface Field {
  readonly type: keyof FieldTypes;
  /** The promise's own name for what this field holds, as a notice prints it. */
  readonly promised: string;
  readonly optional?: true;
}

/** What a module says about how long a category is kept. Absent means: the module does not say. */
export interface Retention {
  /** Longest time from creation to erasure. */
  readonly atMost?: Period;
  /** Erased as soon as processing completes. */
  readonly onCompletion?: true;
  /** Erased at the latest at the end of the (UTC) day of creation. */
  readonly endOfDay?: true;
  /** Erased on a deletion request, at once or within so long. */
  readonly onRequest?: 'immediately' | Period;
  /** Kept for the lifetime of the service, that is until the account ends or erasure is requested. */
  readonly serviceLifetime?: true;
  /** After the account ends, kept for at most so long. */
  readonly afterAccountClosed?: Period;
  /** Oldest entries go once the store of this category reaches this size. */
  readonly ringBytes?: number;
  /** Never written anywhere. */
  readonly neverStored?: true;
}

export type LegalBasis =
  | 'contract'
  | 'legitimate interests'
  | 'legitimate interests; explicit consent for sensitive data'
  | 'legitimate interests; explicit consent of the end user (collected by the caller) for whatever is sensitive'
  | "caller's instruction"
  | 'explicit consent'
  | 'legal obligation';

export interface Category {
  readonly id: string;
  /** The module's own name for the category. */
  readonly name: string;
  readonly role: Role;
  readonly fields: Readonly<Record<string, Field>>;
  readonly uses: readonly string[];
  readonly basis: LegalBasis;
  /** Where the module says it is kept, as published. */
  readonly keptIn: string;
  readonly backedUp: boolean;
  readonly medium: Medium;
  readonly retention: Retention;
  /** The retention as the module words it. */
  readonly retentionText: string;
  /** True when a record may be written only under a registered explicit consent. */
  readonly needsConsent?: true;
  /** Ids of categories whose data may not appear inside a record of this one. */
  readonly excludes?: readonly string[];
}

export interface PolicyModule {
  readonly feature: Feature;
  readonly title: string;
  readonly updated: { readonly privacy?: string; readonly processing?: string };
  readonly availability: string;
  /** What earlier versions said otherwise. */
  readonly history?: readonly string[];
  readonly conditions: readonly string[];
  readonly subProcessors?: readonly { readonly name: string; readonly purpose: string }[];
  readonly categories: Readonly<Record<string, Category>>;
}

type RequiredFields<F extends Readonly<Record<string, Field>>> = {
  [K in keyof F as F[K] extends { optional: true } ? never : K]: FieldTypes[F[K]['type']];
};
type OptionalFields<F extends Readonly<Record<string, Field>>> = {
  [K in keyof F as F[K] extends { optional: true } ? K : never]?: FieldTypes[F[K]['type']];
};

/** The record type that a category's fields declare. */
export type RecordOfFields<F extends Readonly<Record<string, Field>>> = RequiredFields<F> & OptionalFields<F>;

type FieldOptions = { readonly optional?: true };
const field =
  <T extends keyof FieldTypes>(type: T) =>
  <const O extends FieldOptions = Record<never, never>>(promised: string, options?: O) =>
    ({ type, promised, ...options }) as { readonly type: T; readonly promised: string } & O;

export const text = field('text');
export const integer = field('integer');
export const number = field('number');
export const instant = field('instant');
export const flag = field('flag');
export const bytes = field('bytes');
export const json = field('json');
