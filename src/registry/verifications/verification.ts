import type { Subject } from '../../records/types.ts';

/** Which actions began a verification, and fetch its result. */
export type VerificationKind = 'web' | 'sdk' | 'face-id' | 'liveness';

/** What a person may be asked to do; as the engine's. */
export type AskedMotion = 'open-mouth' | 'blink' | 'nod' | 'shake';

/** Who is billed and recorded for what is sent under a token. */
export interface VerificationOwner {
  readonly appId: string;
  readonly uin: string;
  readonly subUin: string | null;
  readonly region: string;
  /** ISO 3166-1 alpha-2 codes: of the end user, and of the account; null: not known. */
  readonly jurisdiction: string | null;
  readonly accountJurisdiction: string | null;
}

/** How the hosted page looks. */
export interface PageLook {
  readonly language: 'en' | 'zh-cn';
  /** `#rrggbb`. */
  readonly themeColor: string;
  readonly skipsStart: boolean;
  readonly skipsConsent: boolean;
  readonly skipsResult: boolean;
  /** Where the browser goes in the end; null: nowhere. */
  readonly redirectUrl: string | null;
}

/** What a verification consists of; settled when its token is made. */
export interface VerificationSettings {
  readonly kind: VerificationKind;
  readonly owner: VerificationOwner;
  /** What the document's card type is called by the API; null: no document is asked for. */
  readonly cardType: string | null;
  /** Whether a face before the camera is asked for, and what it is compared with. */
  readonly face: 'none' | 'live' | 'like-document' | 'like-image';
  /** The motions that may be asked for; null: any; none: the person need only look. */
  readonly motions: readonly AskedMotion[] | null;
  /** How often a face may be sent. */
  readonly attempts: number;
  /** Between asking for motions and sending them, seconds. */
  readonly timeoutS: number;
  /** The caller's own words, which are handed back. */
  readonly extra: string | null;
  /** Of every file's link, signed with it: 32 bytes, hex. */
  readonly fileSecret: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Nothing is taken from then on. */
  readonly openUntil: number;
  readonly page: PageLook;
}

/** One document that was sent. */
export interface DocumentProgress {
  readonly tries: number;
  readonly passed: boolean;
  /** Fields as the API names them for the card type; null: not read. */
  readonly fields: Readonly<Record<string, string>> | null;
  readonly requestId: string | null;
}

/** One face that was sent, and what was made of it. */
export interface FaceAttempt {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `Success`, or a code of the API. */
  readonly result: string;
  readonly livenessProblem: string | null;
  readonly similarity: number | null;
}

export interface FaceProgress {
  readonly consentedAt: number | null;
  /** What was last asked for, and when; null: nothing, or it was used. */
  readonly challenge: { readonly motions: readonly AskedMotion[]; readonly askedAt: number } | null;
  readonly attempts: readonly FaceAttempt[];
}

/** A verification as it stands. */
export interface Verification {
  readonly token: string;
  readonly settings: VerificationSettings;
  readonly document: DocumentProgress;
  readonly face: FaceProgress;
}

/** Bytes of a verification, each opened when it is asked for. */
export type VerificationFile = 'compare-image' | 'document' | 'portrait' | 'best-frame';

/** Everything of a verification is sealed for this, and dies with it. */
export const subjectOf = (token: string): Subject => ({ kind: 'task', value: `verification ${token}` });

export const NO_DOCUMENT: DocumentProgress = { tries: 0, passed: false, fields: null, requestId: null };
export const NO_FACE: FaceProgress = { consentedAt: null, challenge: null, attempts: [] };
