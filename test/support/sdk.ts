import tencentcloud from 'tencentcloud-sdk-nodejs';
import intl from 'tencentcloud-sdk-nodejs-intl-en';

export interface ClientTarget {
  readonly port: number;
  readonly secretId: string;
  readonly secretKey: string;
  readonly region?: string;
  readonly signMethod?: 'TC3-HMAC-SHA256' | 'HmacSHA256' | 'HmacSHA1';
  readonly reqMethod?: 'POST' | 'GET';
  readonly language?: 'zh-CN' | 'en-US';
}

/** Settings for a client of the mainland edition: only endpoint, protocol and credentials differ from its defaults. */
export const clientSettings = (target: ClientTarget) => ({
  credential: { secretId: target.secretId, secretKey: target.secretKey },
  region: target.region ?? 'ap-singapore',
  profile: {
    ...(target.signMethod ? { signMethod: target.signMethod } : {}),
    ...(target.language ? { language: target.language } : {}),
    httpProfile: {
      protocol: 'http://',
      endpoint: `127.0.0.1:${target.port}`,
      reqTimeout: 120,
      ...(target.reqMethod ? { reqMethod: target.reqMethod } : {}),
    },
  },
});

/** Unmodified clients of the mainland edition's SDK. */
export function mainlandClients(target: ClientTarget) {
  const settings = clientSettings(target);
  return {
    ocr: new tencentcloud.ocr.v20181119.Client(settings),
    asr: new tencentcloud.asr.v20190614.Client(settings),
    iai: new tencentcloud.iai.v20200303.Client(settings),
  };
}

type Call = (parameters: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Calls one action through the international edition's unmodified SDK. */
export function intlCall(target: ClientTarget, service: 'ocr' | 'iai' | 'faceid', action: string): Call {
  const { Client, Models } = {
    ocr: intl.ocr.v20181119,
    iai: intl.iai.v20200303,
    faceid: intl.faceid.v20180301,
  }[service];
  const http = new intl.common.HttpProfile();
  Object.assign(http, { protocol: 'http://', endpoint: `127.0.0.1:${target.port}`, reqTimeout: 120 });
  const profile = new intl.common.ClientProfile(target.signMethod, http);
  const credential = new intl.common.Credential(target.secretId, target.secretKey);
  const client = new Client(credential, target.region ?? 'ap-singapore', profile);
  const Request = Models[`${action}Request`];
  if (!Request) throw new Error(`the SDK has no request of ${action}`);
  return (parameters) =>
    new Promise((resolve, reject) => {
      const request = new Request();
      request.from_json_string(JSON.stringify(parameters));
      client[action]?.(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
}
