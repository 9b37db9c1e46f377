import { randomBytes } from 'node:crypto';
import { request as httpRequest, type Agent } from 'node:http';
import type { Engine } from '../../src/engine/jobs.ts';
import type { FaceResult, TextResult } from '../../src/engine/types.ts';
import type { Action } from '../../src/features/action.ts';
import { createServer, type LetheServer } from '../../src/http/server.ts';
import { scopeDate, TC3, tc3Signatures } from '../../src/http/signature/tc3.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { silentLogger } from '../../src/lib/logger.ts';
import { compose } from '../../src/policy/compose.ts';
import { letterTemplates } from '../../src/policy/letters/template.ts';
import { AccountClosing } from '../../src/registry/account-closing.ts';
import { Accounts } from '../../src/registry/accounts.ts';
import { Consents } from '../../src/registry/consents/consents.ts';
import { openPeople } from '../../src/registry/people/people.ts';
import type { People } from '../../src/registry/people/types.ts';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import { createCodeSets } from '../../src/storage/vectors/code-sets.ts';
import { Verifications } from '../../src/registry/verifications/verifications.ts';
import { Vocabularies } from '../../src/registry/vocabularies/vocabularies.ts';
import { SubjectRequests } from '../../src/registry/requests/subject-requests.ts';
import { TaskQueue } from '../../src/tasks/queue.ts';
import type { Vault } from '../../src/records/types.ts';
import { fakeEngine } from '../../test/support/fake-engine.ts';

export const key = { secretId: 'AKIDbench', secretKey: 'bench' };
export const BENCH_APP = '1250000000';
const REGION = 'ap-singapore';
const image = randomBytes(600).toString('base64');
const bodies: Readonly<Record<string, Buffer>> = {
  DetectFace: Buffer.from(JSON.stringify({ Image: image, MaxFaceNum: 1 })),
  GeneralBasicOCR: Buffer.from(JSON.stringify({ ImageBase64: image })),
};

const found: FaceResult = {
  width: 160,
  height: 160,
  faces: [
    {
      ...{ x: 40, y: 40, width: 80, height: 80, confidence: 0.99 },
      ...{ landmarks5: [], landmarks68: [], pose: { yaw: 0, pitch: 0, roll: 0 } },
    },
  ],
  steps: [],
};
const corner = { x: 0, y: 0 };
const read: TextResult = {
  width: 160,
  height: 160,
  angle: 0,
  lines: [{ text: 'text', confidence: 0.99, quad: [corner, corner, corner, corner] }],
  steps: [],
};
/** Recognition costs nothing here: what is measured is everything around it. */
const idleEngine = fakeEngine({
  findFaces: () => Promise.resolve(found),
  readText: () => Promise.resolve(read),
});

export interface SignedCall {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A call to one action, valid for some minutes. */
export function signedCall(port: number, action: Action, request?: object): SignedCall {
  const body = request ? Buffer.from(JSON.stringify(request)) : (bodies[action.name] ?? Buffer.from('{}'));
  const timestamp = Math.floor(Date.now() / 1000);
  const scope = { date: scopeDate(timestamp), service: '127' };
  const headers = { 'content-type': 'application/json', host: `127.0.0.1:${port}` };
  const signing = {
    secretId: key.secretId,
    ...scope,
    signedHeaders: ['content-type', 'host'],
    signature: '',
  };
  const wire = { method: 'POST', path: '/', query: '', headers, body } as const;
  const [signature] = tc3Signatures(wire, signing, timestamp, key.secretKey);
  const authorization = `${TC3} Credential=${key.secretId}/${scope.date}/127/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`;
  return {
    port,
    body,
    headers: {
      ...headers,
      'x-tc-action': action.name,
      'x-tc-version': action.version,
      'x-tc-region': REGION,
      'x-tc-timestamp': String(timestamp),
      authorization,
    },
  };
}

/** One call; resolves with its answer. */
export function post({ port, headers, body }: SignedCall, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      { host: '127.0.0.1', port, method: 'POST', path: '/', agent, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** What takes the place of the parts that do nothing, or hold nobody. */
export interface BusyParts {
  readonly engine?: Engine;
  readonly people?: People;
  readonly actions?: readonly Action[];
}

/** The whole server around a recogniser that does nothing, for one account and any number of calls. */
export function idleServer(
  vault: Vault,
  clock: Clock,
  action: Action,
  { engine = idleEngine, people, actions = [action] }: BusyParts = {},
): LetheServer {
  const credential = { ...key, appId: BENCH_APP, uin: '100', subUin: null, services: null, disabled: false };
  const policy = compose();
  const letters = { templates: letterTemplates(), operator: null };
  const accounts = new Accounts(vault, clock, REGION);
  return createServer({
    actions: actions.map((one) => ({ ...one, rateLimit: 1_000_000 })),
    findCredential: () => Promise.resolve(credential),
    deployment: {
      ...{ vault, clock, engine, speechModels: [], documents: () => '' },
      consents: new Consents(vault, clock, policy),
      requests: new SubjectRequests(vault, clock, policy, { ...letters, region: REGION }),
      closing: new AccountClosing(vault, accounts, clock, letters),
      vocabularies: new Vocabularies(vault, clock),
      verifications: new Verifications(vault, clock),
      people: people ?? openPeople({ vault, clock, sets: createCodeSets(), templateBits: TEMPLATE_BITS }),
      tasks: new TaskQueue({ vault, clock, kinds: {} }),
    },
    logger: silentLogger,
    feeOf: () => 0,
    regions: { default: REGION },
    taskKinds: {},
  });
}
