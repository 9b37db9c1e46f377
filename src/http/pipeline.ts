import type { ActionContext } from '../features/action.ts';
import { billable } from '../features/billing/bill.ts';
import { ApiError, toApiError } from '../features/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { whereOf } from '../lib/where.ts';
import type { Vault } from '../records/types.ts';
import { recordsOf, usageOf } from './call-records.ts';
import type { Call, Outcome } from './call.ts';
import type { RateLimiter } from './rate-limit.ts';
import { StepTimer } from './step-timer.ts';
import { validate } from './validate.ts';

export interface PipelineOptions {
  readonly vault: Vault;
  readonly engine: ActionContext['engine'];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rateLimiter: RateLimiter;
  readonly fetchUrl: ActionContext['fetchUrl'];
  /** List price of so much of an item at the first tier, USD. */
  readonly feeOf: (item: string, volume: number) => number;
}

/** What the caller gets: the action's output, or an error. */
export type Answer = { readonly output: Readonly<Record<string, unknown>> } | { readonly error: ApiError };

export interface Pipeline {
  /** Serves one call. Never throws; when it answers, what the policy wants kept about the call is durable. */
  handle(call: Call): Promise<{ readonly answer: Answer; readonly outcome: Outcome }>;
}

/** Limit, authorise, validate, run, meter, log, forget: the way of every call whose caller is known. */
export function createPipeline(options: PipelineOptions): Pipeline {
  return {
    async handle(call) {
      const steps = new StepTimer(call.authenticateMs);
      const run = await attempt(call, steps, options);
      if ('thrown' in run && run.error.code.startsWith('InternalError'))
        logInternalError(run.thrown, call, options);
      try {
        const outcome = outcomeOf(call, run, steps, options);
        await options.vault.put(recordsOf(call, outcome), usageOf(call, outcome));
        return { answer: 'output' in run ? { output: run.output } : { error: run.error }, outcome };
      } catch (thrown) {
        // What is not recorded did not happen: the caller may safely try again and is not billed.
        const error = new ApiError('InternalError');
        logInternalError(thrown, call, options);
        return { answer: { error }, outcome: outcomeOf(call, { error, thrown }, steps, options) };
      }
    },
  };
}

type Run =
  | { readonly output: Readonly<Record<string, unknown>>; readonly audioSeconds: number | null }
  | { readonly error: ApiError; readonly thrown: unknown };

async function attempt(call: Call, steps: StepTimer, options: PipelineOptions): Promise<Run> {
  let audioSeconds: number | null = null;
  try {
    options.rateLimiter.take(call.credential.appId, call.action);
    authorise(call);
    const input = steps.time('validate', () => validate(call.action, call.parameters));
    const output = await call.action.run(input, {
      requestId: call.requestId,
      appId: call.credential.appId,
      uin: call.credential.uin,
      subUin: call.credential.subUin,
      region: call.region,
      clientIp: call.clientIp,
      clock: options.clock,
      engine: options.engine,
      vault: options.vault,
      fetchUrl: options.fetchUrl,
      addSteps: (added) => steps.add(added),
      billSeconds: (seconds) => {
        audioSeconds = (audioSeconds ?? 0) + seconds;
      },
    });
    return { output, audioSeconds };
  } catch (thrown) {
    return { error: toApiError(thrown), thrown };
  }
}

/** @throws ApiError when a sub-account's key may not call this service. */
function authorise({ credential, action }: Call): void {
  if (credential.services && !credential.services.includes(action.service))
    throw new ApiError('AuthFailure.UnauthorizedOperation', { service: action.service });
}

function outcomeOf(call: Call, run: Run, steps: StepTimer, options: PipelineOptions): Outcome {
  const { priceItem } = call.action;
  const [result, output, audioSeconds] =
    'output' in run ? ['Success', run.output, run.audioSeconds] : [run.error.code, null, null];
  const item = billable({ result, priceItem }) ? priceItem : null;
  const billed = item === null ? null : { item, volume: audioSeconds ?? 1 };
  return {
    result,
    output,
    steps: steps.list(),
    billed,
    fee: billed ? options.feeOf(billed.item, billed.volume) : 0,
    endedAt: options.clock.now(),
  };
}

/** Where it happened and how long it took. The error's own message may quote the input, so it stays out. */
function logInternalError(error: unknown, call: Call, { logger, clock }: PipelineOptions): void {
  logger.error('call failed', {
    code: 'InternalError',
    action: call.action.name,
    requestId: call.requestId,
    durationMs: clock.now() - call.receivedAt,
    where: whereOf(error),
  });
}
