import { createRequire } from 'node:module';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface.js';
import { CREDENTIALS, type Running } from './harness.ts';

const require = createRequire(import.meta.url);

export type SignMethod = 'TC3-HMAC-SHA256' | 'HmacSHA1' | 'HmacSHA256';

export interface ClientOptions {
  readonly credential?: { readonly secretId: string; readonly secretKey: string; readonly token?: string };
  readonly region?: string;
  readonly signMethod?: SignMethod;
  readonly reqMethod?: 'GET' | 'POST';
  readonly language?: 'zh-CN' | 'en-US';
  readonly protocol?: string;
}

/** Settings for the mainland SDK: nothing but endpoint, protocol and credentials is ours. */
export function settings({ endpoint }: Running, options: ClientOptions = {}): ClientConfig {
  const { secretId, secretKey, token } = { token: undefined, ...(options.credential ?? CREDENTIALS.main) };
  return {
    credential: { secretId, secretKey, ...(token === undefined ? {} : { token }) },
    ...(options.region === undefined ? {} : { region: options.region }),
    profile: {
      signMethod: options.signMethod ?? 'TC3-HMAC-SHA256',
      ...(options.language ? { language: options.language } : {}),
      httpProfile: {
        endpoint,
        protocol: options.protocol ?? 'http://',
        reqMethod: options.reqMethod ?? 'POST',
      },
    },
  };
}

/** The mainland SDK's generic client. */
export const commonClient = (running: Running, version: string, options: ClientOptions = {}): CommonClient =>
  new CommonClient(running.endpoint, version, settings(running, options));

export interface IntlSdk {
  readonly common: {
    readonly ClientProfile: new (signMethod: string, httpProfile: unknown) => unknown;
    readonly HttpProfile: new (protocol: string, endpoint: string, reqMethod: string) => unknown;
    readonly Credential: new (secretId: string, secretKey: string) => unknown;
  };
}

type Callback = (error: Error | null, response: Record<string, unknown>) => void;
type IntlClient = Record<string, (request: object, callback: Callback) => void>;
type IntlModels = Record<string, new () => { deserialize(values: object): void }>;

/** Calls one action with the international SDK: its own client, request and response classes. */
export function intlCall(
  running: Running,
  service: 'ocr' | 'iai' | 'asr' | 'faceid',
  version: string,
  action: string,
  values: object,
  options: ClientOptions = {},
): Promise<Record<string, unknown>> {
  const root = 'tencentcloud-sdk-nodejs-intl-en/tencentcloud';
  const { ClientProfile, HttpProfile, Credential } = require(`${root}/common`) as IntlSdk['common'];
  const { Client, Models } = (
    require(`${root}/${service}`) as Record<
      string,
      { Client: new (...settings: unknown[]) => IntlClient; Models: IntlModels }
    >
  )[version] as { Client: new (...settings: unknown[]) => IntlClient; Models: IntlModels };
  const { secretId, secretKey } = options.credential ?? CREDENTIALS.main;
  const http = new HttpProfile('http://', running.endpoint, options.reqMethod ?? 'POST');
  const profile = new ClientProfile(options.signMethod ?? 'TC3-HMAC-SHA256', http);
  const client = new Client(new Credential(secretId, secretKey), options.region ?? 'ap-singapore', profile);
  const Request = Models[`${action}Request`] as IntlModels[string];
  const request = new Request();
  request.deserialize(values);
  return new Promise((resolve, reject) => {
    client[action]?.(request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}
