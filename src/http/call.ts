import type { Action } from '../features/action.ts';
import type { Language } from '../features/error-messages/message.ts';
import type { Parameters } from './parameters/json.ts';
import type { Credential } from './signature/credential.ts';

/** A call whose caller is known and whose action and region exist; its parameters are not checked yet. */
export interface Call {
  readonly requestId: string;
  /** Of the task that the call ordered, the part that is done by this one; null: it is a call by itself. */
  readonly part: number | null;
  readonly action: Action;
  readonly credential: Credential;
  readonly region: string;
  readonly language: Language;
  readonly parameters: Parameters;
  /** The consent under which Identification Data may be kept; null: none is named. */
  readonly consentId: string | null;
  /** ISO 3166-1 alpha-2 code of the data subject's jurisdiction; null: not known. */
  readonly jurisdiction: string | null;
  readonly clientIp: string;
  readonly host: string;
  readonly userAgent: string;
  /** When the request arrived, milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  /** How long it took to read the request and to find out who calls, milliseconds. */
  readonly authenticateMs: number;
}

/** How a call ended. */
export interface Outcome {
  /** `Success`, or the error's code. */
  readonly result: string;
  /** What the action answered; null when it failed. */
  readonly output: Readonly<Record<string, unknown>> | null;
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
  /** Item of the price list and how much of it was used; null when nothing is billed. */
  readonly billed: { readonly item: string; readonly volume: number } | null;
  readonly fee: number;
  readonly endedAt: number;
}
