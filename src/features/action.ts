import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Engine, Step } from '../engine/types.ts';
import type { Feature } from '../policy/types.ts';
import type { Vault } from '../records/types.ts';

export type Service = 'ocr' | 'asr' | 'iai' | 'faceid' | 'privacy' | 'account';

/** What an action is given besides its input. */
export interface ActionContext {
  readonly requestId: string;
  readonly appId: string;
  readonly uin: string;
  readonly subUin: string | null;
  readonly region: string;
  readonly clientIp: string;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly vault: Vault;
  /** Fetches what a caller's URL names: public addresses only, pinned, bounded in time and size. */
  fetchUrl(url: string, limit: { maxBytes: number }): Promise<Uint8Array>;
  /** Adds timed steps to the call's operation log. */
  addSteps(steps: readonly Step[]): void;
  /** Seconds of audio to bill, for items priced by duration. */
  billSeconds(seconds: number): void;
}

/** One API call: everything the pipeline must know to keep the promises about it. */
export interface Action<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  /** Exactly as the API spells it. */
  readonly name: string;
  readonly service: Service;
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
}

/** Declares an action; only there for its types. */
export const action = <I extends z.ZodObject, O extends z.ZodObject>(a: Action<I, O>): Action<I, O> => a;
