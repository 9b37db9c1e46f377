import { desensitise } from '../features/desensitise.ts';
import type { Usage } from '../records/put/usage-types.ts';
import type { PutRequest, RecordContext, Subject } from '../records/types.ts';
import type { Call, Outcome } from './call.ts';

/** What a call leaves behind: exactly what its feature's module names. */
export function recordsOf(call: Call, outcome: Outcome): readonly PutRequest[] {
  switch (call.action.feature) {
    case 'ocr':
      return [
        { category: 'ocr.monitoring', record: monitoring(call, outcome), context: context(call) },
        { category: 'ocr.operation-log', record: operationLog(call, outcome), context: context(call) },
      ];
    case 'asr':
      return [
        { category: 'asr.monitoring', record: monitoring(call, outcome), context: context(call) },
        { category: 'asr.operation-log', record: operationLog(call, outcome), context: context(call) },
      ];
    case 'ekyc':
      return ekycRecords(call, outcome);
    case 'face':
      return faceRecords(call, outcome);
    case 'base':
      return [];
  }
}

/** What a billed call adds to its account's Transactions. */
export const usageOf = ({ credential }: Call, { billed, endedAt }: Outcome): readonly Usage[] => {
  const { appId, jurisdiction } = credential;
  const day = new Date(endedAt).toISOString().slice(0, 10);
  // It shows what the account owes, wherever the data subject is.
  return billed ? [{ appId, day, ...billed, ...(jurisdiction ? { jurisdiction } : {}) }] : [];
};

/** A task has one call and many parts, each of which is recorded and billed once. */
const callIdOf = ({ requestId, part }: Call): string => (part === null ? requestId : `${requestId}/${part}`);

const monitoring = (call: Call, outcome: Outcome) => ({
  appId: call.credential.appId,
  interfaceName: call.action.name,
  result: outcome.result,
  callId: callIdOf(call),
  startTime: call.receivedAt,
  endTime: outcome.endedAt,
  region: call.region,
  fee: outcome.fee,
  callVolume: 1,
});

const request = (call: Call): unknown => desensitise(call.action.input, call.parameters);

const response = (call: Call, outcome: Outcome): unknown =>
  outcome.output ? desensitise(call.action.output, outcome.output) : { error: outcome.result };

const operationLog = (call: Call, outcome: Outcome) => ({
  appId: call.credential.appId,
  callId: callIdOf(call),
  timestamp: outcome.endedAt,
  steps: outcome.steps,
  request: request(call),
  response: response(call, outcome),
});

/** Fields of eKYC's Monitoring Data that a call of ours has no value for are left out: the module allows them, not demands. */
function ekycRecords(call: Call, outcome: Outcome): readonly PutRequest[] {
  const { action, credential } = call;
  const record = {
    ...monitoring(call, outcome),
    debugLog: outcome.steps,
    action: action.name,
    type: 'api',
    sourceType: 'http',
    ...(credential.subUin === null ? {} : { subActionUin: credential.subUin }),
    userAgent: call.userAgent,
    upStreamIp: call.clientIp,
    eCode: outcome.output ? '0' : outcome.result,
    eCodeStr: outcome.result,
    host: call.host,
    costMs: outcome.endedAt - call.receivedAt,
    requestId: call.requestId,
    rsp: response(call, outcome),
    timestamp: outcome.endedAt,
    header: { version: action.version, region: call.region, language: call.language },
    caller: credential.uin,
    serviceName: action.service,
  };
  return [
    { category: 'ekyc.monitoring', record, context: context(call, ip(call), account(call)) },
    { category: 'ekyc.operation-log', record: operationLog(call, outcome), context: context(call) },
  ];
}

/**
 * Recognition results of the running log are counts, scores and boxes where the schema says that they are; never
 * embeddings, images, or the caller's texts about a person.
 */
function faceRecords(call: Call, outcome: Outcome): readonly PutRequest[] {
  const { action } = call;
  const personId = personIdOf(call);
  const results = outcome.output
    ? desensitise(action.output, outcome.output, { category: 'face.running-log' })
    : { error: outcome.result };
  const running: PutRequest = {
    category: 'face.running-log',
    record: {
      userIp: call.clientIp,
      userAccount: accountOf(call),
      requestTimestamp: call.receivedAt,
      requestInterface: action.name,
      billed: outcome.billed !== null,
      ...(personId === null ? {} : { personId }),
      accessTime: outcome.endedAt,
      recognitionResults: results,
    },
    context: context(call, ip(call), account(call)),
  };
  return outcome.output ? [running] : [running, faceError(call, outcome)];
}

/** The published module keeps "user input" in the error log, yet stores no image: facts about the image stand for it. */
function faceError(call: Call, outcome: Outcome): PutRequest {
  const { credential } = call;
  return {
    category: 'face.error-log',
    record: {
      upstreamState: 'answered',
      downstreamState: outcome.steps.at(-1)?.name ?? 'none',
      input: request(call),
      output: { code: outcome.result },
      succeeded: false,
      appId: credential.appId,
      uin: credential.uin,
      ...(credential.subUin === null ? {} : { subUin: credential.subUin }),
      region: call.region,
      parameters: Object.keys(call.action.input.shape).filter((name) => Object.hasOwn(call.parameters, name)),
      returnCode: outcome.result,
      algorithmOutput: outcome.steps,
    },
    context: context(call, account(call)),
  };
}

const ip = (call: Call): Subject => ({ kind: 'ip', value: call.clientIp });

/** The account or sub-account that called, as the running log names it. */
const accountOf = ({ credential: { uin, subUin } }: Call): string => (subUin ? `${uin}/${subUin}` : uin);

const account = (call: Call): Subject => ({ kind: 'account', value: accountOf(call) });

function context(call: Call, ...more: readonly Subject[]): RecordContext {
  const personId = personIdOf(call);
  const person: readonly Subject[] = personId === null ? [] : [{ kind: 'person', value: personId }];
  return {
    appId: call.credential.appId,
    region: call.region,
    ...(call.jurisdiction === null ? {} : { jurisdiction: call.jurisdiction }),
    subjects: [{ kind: 'request', value: call.requestId }, ...more, ...person],
  };
}

/** The person a call names, if it names one: what is kept about the call can then be erased with the person. */
function personIdOf(call: Call): string | null {
  const { PersonId } = call.parameters;
  return typeof PersonId === 'string' && PersonId !== '' && PersonId.length <= 256 ? PersonId : null;
}
