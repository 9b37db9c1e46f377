import type { ActionContext, Deployment } from '../features/action.ts';
import { billable } from '../features/billing/bill.ts';
import { ApiError, toApiError } from '../features/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { whereOf } from '../lib/where.ts';
import type { PutRequest } from '../records/types.ts';
import { recordsOf, usageOf } from './call-records.ts';
import type { Call, Outcome } from './call.ts';
import {
  capture,
  headerOf,
  isConsentLost,
  isRefused,
  lostConsent,
  withIdentification,
  type Capture,
} from './identification.ts';
import type { RateLimiter } from './rate-limit.ts';
import { StepTimer } from './step-timer.ts';
import { validate } from './validate.ts';

export interface PipelineOptions {
  readonly deployment: Deployment;
  readonly probes: ActionContext['probes'];
  /** Where this server is reached from outside; null: where the caller reached it. */
  readonly publicUrl: string | null;
  /** How the server is reached: it is known once it listens. */
  readonly scheme: () => 'http' | 'https';
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
  handle(call: Call): Promise<{
    readonly answer: Answer;
    readonly outcome: Outcome;
    /** What became of Identification Data, as a header says it; null when the call named no consent. */
    readonly identification: string | null;
  }>;
  /**
   * Does a part of a task as a call of its own, which nobody waits for and no rate limits. What `keep` makes of its outcome
   * is written in one commit with its records; when it makes null of it, nothing is written at all.
   * @throws what kept it from being written; nothing was, then
   */
  perform(call: Call, keep: (outcome: Outcome) => readonly PutRequest[] | null): Promise<Outcome>;
}

/** Limit, authorise, validate, run, meter, log, forget: the way of every call whose caller is known. */
export function createPipeline(options: PipelineOptions): Pipeline {
  return {
    async handle(call) {
      const steps = new StepTimer(call.authenticateMs);
      const run = await attempt(call, steps, options, () => {
        options.rateLimiter.take(call.credential.appId, call.action);
        authorise(call);
      });
      if ('thrown' in run && run.error.code.startsWith('InternalError'))
        logInternalError(run.thrown, call, options);
      try {
        return await settle(call, run, steps, options);
      } catch (thrown) {
        // What is not recorded did not happen: the caller may safely try again and is not billed.
        const error = new ApiError('InternalError');
        logInternalError(thrown, call, options);
        const outcome = outcomeOf(call, { error, thrown }, steps, options);
        return { answer: { error }, outcome, identification: null };
      }
    },
    async perform(call, keep) {
      const steps = new StepTimer(null);
      const run = await attempt(call, steps, options, () => {});
      if ('thrown' in run && run.error.code.startsWith('InternalError'))
        logInternalError(run.thrown, call, options);
      const outcome = outcomeOf(call, run, steps, options);
      const kept = keep(outcome);
      const own = 'output' in run ? run.own.requests : [];
      if (kept)
        await options.deployment.vault.put(
          [...recordsOf(call, outcome), ...own, ...kept],
          usageOf(call, outcome),
        );
      return outcome;
    },
  };
}

interface Success {
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Uint8Array[];
  readonly audioSeconds: number | null;
  readonly own: Own;
}

/** What an action puts together with its call's records; `gone`: the code when what that belongs to is not there any more. */
interface Own {
  readonly requests: PutRequest[];
  gone: string | null;
}

/** Writes what is to be kept of a call, and tells what it is answered. @throws what kept it from being written */
async function settle(
  call: Call,
  run: Run,
  steps: StepTimer,
  options: PipelineOptions,
): ReturnType<Pipeline['handle']> {
  const outcome = outcomeOf(call, run, steps, options);
  if (!('output' in run)) {
    await options.deployment.vault.put(recordsOf(call, outcome), usageOf(call, outcome));
    return { answer: { error: run.error }, outcome, identification: null };
  }
  try {
    const captured = await put(call, run, outcome, options);
    const output = withIdentification(run.output, captured);
    return { answer: { output }, outcome, identification: headerOf(captured) };
  } catch (thrown) {
    if (run.own.gone === null || !isRefused(thrown, 'gone')) throw thrown;
    // Nothing was written: what it belongs to ended while the call ran.
    return settle(call, { error: new ApiError(run.own.gone), thrown }, steps, options);
  }
}

/** Writes a call's records, with Identification Data where it may be kept, in one commit. */
async function put(call: Call, run: Success, outcome: Outcome, options: PipelineOptions): Promise<Capture> {
  const { vault, consents, clock } = options.deployment;
  const [records, usage] = [[...recordsOf(call, outcome), ...run.own.requests], usageOf(call, outcome)];
  const captured = await capture(call, run, consents);
  if (captured?.state !== 'kept') {
    await vault.put(records, usage);
    return captured;
  }
  try {
    await vault.put([...records, captured.request], usage);
    return { ...captured, until: captured.keptUntil(clock.now()) };
  } catch (error) {
    if (!isConsentLost(error)) throw error;
    await vault.put(records, usage);
    return lostConsent;
  }
}

type Run = Success | { readonly error: ApiError; readonly thrown: unknown };

async function attempt(
  call: Call,
  steps: StepTimer,
  options: PipelineOptions,
  admit: () => void,
): Promise<Run> {
  let audioSeconds: number | null = null;
  const inputs: Uint8Array[] = [];
  const own: Own = { requests: [], gone: null };
  try {
    admit();
    const input = steps.time('validate', () => validate(call.action, call.parameters));
    const output = await call.action.run(input, {
      ...options.deployment,
      requestId: call.requestId,
      appId: call.credential.appId,
      uin: call.credential.uin,
      subUin: call.credential.subUin,
      region: call.region,
      jurisdiction: call.jurisdiction,
      accountJurisdiction: call.credential.jurisdiction ?? null,
      clientIp: call.clientIp,
      probes: options.probes,
      publicUrl: options.publicUrl ?? `${options.scheme()}://${call.host}`,
      fetchUrl: options.fetchUrl,
      sawInput: (bytes) => {
        // Without a consent nothing is captured, and need not be held.
        if (call.consentId !== null) inputs.push(bytes);
      },
      putWithCall: (request, gone) => {
        own.requests.push(request);
        own.gone = gone;
      },
      addSteps: (added) => steps.add(added),
      billSeconds: (seconds) => {
        audioSeconds = (audioSeconds ?? 0) + seconds;
      },
    });
    return { input, output, inputs, audioSeconds, own };
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
  const { action } = call;
  const [result, output, audioSeconds] =
    'output' in run
      ? [action.resultOf?.(run.output) ?? 'Success', run.output, run.audioSeconds]
      : [run.error.code, null, null];
  const { priceItem } = action;
  const isBilled = output === null || (action.isBilled?.(output) ?? true);
  const item = isBilled && billable({ result: output ? 'Success' : result, priceItem }) ? priceItem : null;
  const billed = item === null ? null : { item, volume: audioSeconds ?? 1 };
  return {
    result,
    output,
    steps: steps.list(),
    billed,
    fee: billed ? options.feeOf(billed.item, billed.volume) : 0,
    endedAt: options.deployment.clock.now(),
  };
}

/** Where it happened and how long it took. The error's own message may quote the input, so it stays out. */
function logInternalError(error: unknown, call: Call, { logger, deployment }: PipelineOptions): void {
  logger.error('call failed', {
    code: 'InternalError',
    action: call.action.name,
    requestId: call.requestId,
    durationMs: deployment.clock.now() - call.receivedAt,
    where: whereOf(error),
  });
}
