import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { scopeDate, TC3, tc3Signatures } from '../http/signature/tc3.ts';

interface CallOptions {
  readonly url?: string;
  readonly region: string;
  readonly json?: boolean;
}

const SIGNED_HEADERS = ['content-type', 'host'];

/** `Name=value`: a file's Base64 after `@`, JSON where it parses as such, text otherwise. */
async function parameter(text: string): Promise<[string, unknown]> {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`${text}: parameters are given as Name=value, or Name=@file`);
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  if (value.startsWith('@')) return [name, (await readFile(value.slice(1))).toString('base64')];
  try {
    return [name, JSON.parse(value)];
  } catch {
    return [name, value];
  }
}

/** The headers of a call signed with TC3-HMAC-SHA256, as an SDK would send it. */
function signedHeaders(
  url: URL,
  body: Buffer,
  key: { secretId: string; secretKey: string },
): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const scope = { date: scopeDate(timestamp), service: url.hostname.split('.')[0] ?? '' };
  const headers = { 'content-type': 'application/json', host: url.host };
  const authorization = { secretId: key.secretId, ...scope, signedHeaders: SIGNED_HEADERS, signature: '' };
  const request = { method: 'POST', path: '/', query: '', headers, body } as const;
  const [signature] = tc3Signatures(request, authorization, timestamp, key.secretKey);
  const credential = `${key.secretId}/${scope.date}/${scope.service}/tc3_request`;
  return {
    'content-type': headers['content-type'],
    'x-tc-timestamp': String(timestamp),
    authorization: `${TC3} Credential=${credential}, SignedHeaders=${SIGNED_HEADERS.join(';')}, Signature=${signature}`,
  };
}

const serverUrl = (given: string | undefined): URL =>
  new URL(given ?? `http://127.0.0.1:${process.env['LETHE_PORT'] ?? '8440'}`);

function keyFromEnvironment(): { secretId: string; secretKey: string } {
  const { LETHE_SECRET_ID: secretId, LETHE_SECRET_KEY: secretKey } = process.env;
  if (!secretId || !secretKey)
    throw new Error('set LETHE_SECRET_ID and LETHE_SECRET_KEY to the key to call with');
  return { secretId, secretKey };
}

async function call(name: string, parameters: string[], options: CallOptions): Promise<void> {
  // Imported late: no other command needs all actions, and they are half of what the command line would load.
  const { actions } = await import('../features/index.ts');
  const action = actions.find((a) => a.name === name);
  if (!action) throw new Error(`${name} is not served; served: ${actions.map((a) => a.name).join(', ')}`);
  const body = Buffer.from(JSON.stringify(Object.fromEntries(await Promise.all(parameters.map(parameter)))));
  const url = serverUrl(options.url);
  const headers = {
    ...signedHeaders(url, body, keyFromEnvironment()),
    'x-tc-action': action.name,
    'x-tc-version': action.version,
    'x-tc-region': options.region,
  };
  const response = await fetch(url, { method: 'POST', headers, body });
  const { Response } = (await response.json()) as { Response: { Error?: unknown } };
  console.log(JSON.stringify(Response, null, options.json ? 0 : 2));
  if (Response.Error) process.exitCode = 1;
}

/** `lethe call ACTION Name=value Name=@file`: one signed call, for trying things out without an SDK. */
export function registerCallCommand(program: Command): void {
  program
    .command('call')
    .description(
      'one signed call to a running server; the key comes from LETHE_SECRET_ID and LETHE_SECRET_KEY',
    )
    .argument('<action>')
    .argument('[parameters...]', 'Name=value, or Name=@file for the Base64 of a file')
    .option('--url <url>', 'the server (default: this machine, LETHE_PORT or 8440)')
    .option('--region <region>', 'service region', 'ap-singapore')
    .option('--json', 'on one line')
    .action(call);
}
